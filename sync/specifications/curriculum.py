"""What is copied of ngeShare, the small study groups."""

from datetime import timedelta

from sync.specifications.specification import TableSpecification, updated

TABLES = (
    updated("User", cursor="updatedAt"),
    updated("Hangout", cursor="updatedAt"),
    updated("HangoutEpisode", cursor="updatedAt"),
    updated("HangoutGroup", cursor="updatedAt"),
    updated("UserHangoutGroup", cursor="updatedAt"),
    TableSpecification(
        "UserHangoutGroupAttendance",
        "window",
        "attendedAt",
        "attendedAt",
        window=timedelta(days=45),
        archived_by="hangoutGroupId",
    ),
)

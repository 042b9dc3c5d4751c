"""What is copied of ngeShare, the small study groups."""

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
        window_rule="ngeshare.window_days",
        archived_by="hangoutGroupId",
    ),
)

"""Tables of the small study groups; moments are UTC without a zone, as production's own program writes them."""

from sources.imports.targets.target import FIRST, KEY, Column, Target, column, key, of, optional, updated

_MOMENT = "timestamp(3)"


def _recorded() -> tuple[Column, Column, Column]:
    return key(), column("createdAt", _MOMENT, FIRST), updated("updatedAt", _MOMENT)


TABLES = (
    Target(
        "User",
        (
            *_recorded(),
            optional("email"),
            optional("lastLogin", _MOMENT),
            optional("lastActive", _MOMENT),
            optional("deletedAt", _MOMENT),
        ),
    ),
    Target(
        "Hangout",
        (
            *_recorded(),
            column("name", otherwise=KEY),
            optional("description"),
            column("type", otherwise="'COURSE'"),
            column("price", "double precision", "0"),
            column("circleProfileId", otherwise="'imported'"),
            column("visibility", otherwise="'PUBLIC'"),
            optional("hangoutProgramId"),
            optional("pictureId"),
        ),
    ),
    Target(
        "HangoutEpisode",
        (
            *_recorded(),
            column("name", otherwise=KEY),
            optional("description"),
            of("hangoutId", "Hangout"),
            column("order", "integer", "1"),
        ),
    ),
    Target(
        "HangoutGroup",
        (
            *_recorded(),
            column("name", otherwise=KEY),
            optional("description"),
            column("status", otherwise="'ACTIVE'"),
            optional("day", "integer"),
            optional("time", _MOMENT),
            of("hangoutId", "Hangout", required=False),
            optional("imageId"),
            optional("endDate", _MOMENT),
            optional("startDate", _MOMENT),
            optional("city"),
            optional("province"),
        ),
    ),
    Target(
        "UserHangoutGroup",
        (
            *_recorded(),
            Column("joinedAt", _MOMENT, required=False, otherwise=FIRST),
            column("status", otherwise="'ACTIVE'"),
            column("hangoutGroupRole", otherwise="'MEMBER'"),
            of("hangoutGroupId", "HangoutGroup"),
            of("userId", "User", required=False),
            optional("publicId"),
            optional("userEmail"),
            optional("orderId"),
        ),
    ),
    Target(
        "UserHangoutGroupAttendance",
        (
            key(),
            column("attendedAt", _MOMENT),
            of("hangoutEpisodeId", "HangoutEpisode"),
            of("hangoutGroupId", "HangoutGroup"),
            of("userId", "User"),
        ),
    ),
)

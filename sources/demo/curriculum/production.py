"""The ngeShare production as a database: its tables, parents before children."""

from pathlib import Path

from sources.demo.curriculum import simulation
from sources.demo.curriculum.seasons import JAKARTA
from sources.demo.production import Production
from sources.demo.writer import Table

EXTRA_TABLES = (
    Table("Image", ("id", "createdAt", "url", "width", "height")),
    Table("CircleProfile", ("id", "createdAt", "updatedAt", "name", "slug")),
    Table("HangoutProgram", ("id", "createdAt", "updatedAt", "name")),
)
COPIED_TABLES = (
    Table(
        "User",
        (
            "id", "createdAt", "updatedAt", "email", "passwordHash", "phoneNumber", "locale", "lastLogin",
            "lastActive", "deletedAt",
        ),
        merged={
            "updatedAt": 'greatest(existing."updatedAt", excluded."updatedAt")',
            "lastLogin": 'greatest(existing."lastLogin", excluded."lastLogin")',
            "lastActive": 'greatest(existing."lastActive", excluded."lastActive")',
        },
    ),
    Table(
        "Hangout",
        (
            "id", "createdAt", "updatedAt", "name", "slug", "description", "type", "price", "circleProfileId",
            "visibility", "hangoutProgramId", "pictureId",
        ),
    ),
    Table(
        "HangoutEpisode",
        ("id", "createdAt", "updatedAt", "name", "description", "durationMinutes", "hangoutId", "order"),
    ),
    Table(
        "HangoutGroup",
        (
            "id", "createdAt", "updatedAt", "name", "description", "status", "whatsappLink", "maxMembers", "day",
            "time", "hangoutId", "imageId", "endDate", "startDate", "city", "province",
        ),
    ),
    Table(
        "UserHangoutGroup",
        (
            "id", "createdAt", "updatedAt", "joinedAt", "status", "hangoutGroupRole", "hangoutGroupId", "userId",
            "publicId", "userEmail", "orderId", "certificateUrl",
        ),
    ),
    Table(
        "UserHangoutGroupAttendance",
        ("id", "attendedAt", "checkInMethod", "hangoutEpisodeId", "hangoutGroupId", "userId"),
    ),
)  # fmt: skip
ORDERS = Table("Order", ("id", "createdAt", "updatedAt", "status", "amount", "currency", "userId"))

NGESHARE = Production(
    name="ngeshare",
    zone=JAKARTA,
    directory=Path(__file__).parent,
    extra_tables=EXTRA_TABLES,
    copied_tables=COPIED_TABLES,
    changes=simulation.changes,
    write_order=(*EXTRA_TABLES, COPIED_TABLES[0], ORDERS, *COPIED_TABLES[1:]),
)

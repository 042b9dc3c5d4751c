"""The ngeShare production as a database: its tables, parents before children, and the SQL that makes and moves them."""

from datetime import datetime
from pathlib import Path
from typing import LiteralString

from psycopg import Connection

from db.demo.writer import Table

HERE = Path(__file__).parent

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
TABLES = (*EXTRA_TABLES, COPIED_TABLES[0], ORDERS, *COPIED_TABLES[1:])


def create_tables(connection: Connection) -> None:
    """Drops the production's tables and makes them again, empty."""
    connection.execute(_statements("production.sql"))


def create_indexes(connection: Connection) -> None:
    """Adds the indexes."""
    connection.execute(_statements("indexes.sql"))


def come_online(connection: Connection, since: datetime, until: datetime) -> None:
    """Lets accounts be seen between two moments."""
    connection.execute(_statements("visits.sql"), {"since": since, "until": until})


def _statements(file: str) -> LiteralString:
    return (HERE / file).read_text(encoding="utf-8")

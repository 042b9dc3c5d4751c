"""The six raw ngeShare tables as plain rows, so that oracle and warehouse start from the same organisation."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import psycopg
from psycopg import sql

ROW_WRITTEN_AT = datetime(2020, 1, 1, tzinfo=UTC)
TABLES_BY_FOREIGN_KEY = (
    "User",
    "Hangout",
    "HangoutEpisode",
    "HangoutGroup",
    "UserHangoutGroup",
    "UserHangoutGroupAttendance",
)


@dataclass(frozen=True)
class User:
    id: str
    email: str | None = None
    deleted_at: datetime | None = None


@dataclass(frozen=True)
class Hangout:
    id: str
    name: str


@dataclass(frozen=True)
class Episode:
    id: str
    hangout_id: str
    order: int


@dataclass(frozen=True)
class Group:
    id: str
    name: str
    hangout_id: str | None
    created_at: datetime
    city: str | None = None
    province: str | None = None


@dataclass(frozen=True)
class Membership:
    id: str
    role: str
    group_id: str
    user_id: str | None
    joined_at: datetime | None
    public_id: str | None = None
    user_email: str | None = None


@dataclass(frozen=True)
class Attendance:
    id: str
    attended_at: datetime
    episode_id: str
    group_id: str
    user_id: str


@dataclass(frozen=True)
class Organisation:
    """Everything a source knows. Moments are aware; `load` writes them as UTC wall-clock time, as production does."""

    users: list[User] = field(default_factory=list)
    hangouts: list[Hangout] = field(default_factory=list)
    episodes: list[Episode] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    memberships: list[Membership] = field(default_factory=list)
    attendances: list[Attendance] = field(default_factory=list)


def load(connection: psycopg.Connection[Any], organisation: Organisation) -> None:
    """Insert every row, parents first, one statement per table, as the first sync would."""
    written = ROW_WRITTEN_AT
    _copy(
        connection,
        "User",
        ("id", "updatedAt", "email", "deletedAt"),
        ((row.id, written, row.email, row.deleted_at) for row in organisation.users),
    )
    _copy(
        connection,
        "Hangout",
        ("id", "updatedAt", "name", "type", "price", "circleProfileId"),
        ((row.id, written, row.name, "GROUP", 0, "circle") for row in organisation.hangouts),
    )
    _copy(
        connection,
        "HangoutEpisode",
        ("id", "updatedAt", "name", "hangoutId", "order"),
        ((row.id, written, row.id, row.hangout_id, row.order) for row in organisation.episodes),
    )
    _copy(
        connection,
        "HangoutGroup",
        ("id", "createdAt", "updatedAt", "name", "status", "hangoutId", "city", "province"),
        (
            (row.id, row.created_at, written, row.name, "OPEN", row.hangout_id, row.city, row.province)
            for row in organisation.groups
        ),
    )
    _copy(
        connection,
        "UserHangoutGroup",
        (
            *("id", "updatedAt", "joinedAt", "status", "hangoutGroupRole"),
            *("hangoutGroupId", "userId", "publicId", "userEmail"),
        ),
        (
            (
                *(row.id, written, row.joined_at, "JOINED", row.role),
                *(row.group_id, row.user_id, row.public_id, row.user_email),
            )
            for row in organisation.memberships
        ),
    )
    _copy(
        connection,
        "UserHangoutGroupAttendance",
        ("id", "attendedAt", "hangoutEpisodeId", "hangoutGroupId", "userId"),
        ((row.id, row.attended_at, row.episode_id, row.group_id, row.user_id) for row in organisation.attendances),
    )


def clear(connection: psycopg.Connection[Any]) -> None:
    """Empty the raw tables and the compact table of meetings, which would rightly remember old ones."""
    tables = sql.SQL(", ").join(sql.Identifier("public", table) for table in TABLES_BY_FOREIGN_KEY)
    connection.execute(sql.SQL("truncate {}, ngeshare.group_meetings").format(tables))


def _copy(
    connection: psycopg.Connection[Any],
    table: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
) -> None:
    statement = sql.SQL("copy {} ({}) from stdin").format(
        sql.Identifier("public", table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row([_wall_clock(value) for value in row])


def _wall_clock(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None)
    return value

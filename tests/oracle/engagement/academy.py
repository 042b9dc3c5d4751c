"""A study centre's raw rows, as the oracle and the warehouse both get them."""

from dataclasses import astuple, dataclass, field
from datetime import datetime
from typing import Any

import psycopg

Connection = psycopg.Connection[Any]


@dataclass(frozen=True)
class Student:
    """A row of academy.students."""

    id: str
    full_name: str
    level: str | None
    created_at: datetime
    deleted_at: datetime | None = None


@dataclass(frozen=True)
class CheckIn:
    """A row of academy.check_ins."""

    id: str
    student_id: str
    checked_in_at: datetime
    checked_out_at: datetime | None


@dataclass
class Academy:
    """All rows, by key."""

    students: dict[str, Student] = field(default_factory=dict)
    check_ins: dict[str, CheckIn] = field(default_factory=dict)


def write_students(connection: Connection, students: list[Student]) -> None:
    """Upserts in one statement, as the sync does."""
    _upsert(connection, "students", "id, full_name, level, created_at, deleted_at", students)


def write_check_ins(connection: Connection, check_ins: list[CheckIn]) -> None:
    """Upserts in one statement, as the sync does."""
    _upsert(connection, "check_ins", "id, student_id, checked_in_at, checked_out_at", check_ins)


def delete(connection: Connection, table: str, keys: list[str]) -> None:
    """Deletes in one statement."""
    connection.execute(f"delete from academy.{table} where id = any(%s)".encode(), [keys])


def _upsert(connection: Connection, table: str, columns: str, rows: list[Any]) -> None:
    if not rows:
        return
    values = [list(column) for column in zip(*map(astuple, rows), strict=True)]
    kinds = {"id": "text", "student_id": "text", "full_name": "text", "level": "text"}
    arrays = ", ".join(f"%s::{kinds.get(name, 'timestamptz')}[]" for name in columns.split(", "))
    news = ", ".join(f"{name} = excluded.{name}" for name in columns.split(", ")[1:])
    connection.execute(
        f"insert into academy.{table} ({columns}) select * from unnest({arrays}) "
        f"on conflict (id) do update set {news}".encode(),
        values,
    )

"""What is copied: every source and table, how its changes are found, and in which order."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from sync.errors import UnknownSource

Mode = Literal["incremental", "window", "append"]

OVERLAP = timedelta(hours=1)
"""Rows this much older than the watermark are read again: a transaction may commit after its cursor's time."""


@dataclass(frozen=True)
class TableSpecification:
    """One table: its columns, key and foreign keys are the replica's own, read from the warehouse's catalogue."""

    name: str
    mode: Mode
    cursor: str
    dated: str | None = None
    """The column that says when what a row tells happened; None where a change may concern any time."""
    window: timedelta | None = None


@dataclass(frozen=True)
class SourceSpecification:
    """One production database; its tables stand after those that they reference."""

    name: str
    schema: str
    derived_schema: str
    tables: tuple[TableSpecification, ...]

    @property
    def setting(self) -> str:
        """The setting that holds its URL."""
        return f"ATALAYA_SOURCE_{self.name.upper()}_URL"


def _updated(name: str, dated: str | None = None, *, cursor: str = "updated_at") -> TableSpecification:
    return TableSpecification(name, "incremental", cursor, dated)


def _appended(name: str, cursor: str, dated: str | None = None) -> TableSpecification:
    return TableSpecification(name, "append", cursor, dated or cursor)


NGESHARE = SourceSpecification(
    name="ngeshare",
    schema="public",
    derived_schema="ngeshare",
    tables=(
        _updated("User", cursor="updatedAt"),
        _updated("Hangout", cursor="updatedAt"),
        _updated("HangoutEpisode", cursor="updatedAt"),
        _updated("HangoutGroup", cursor="updatedAt"),
        _updated("UserHangoutGroup", cursor="updatedAt"),
        TableSpecification("UserHangoutGroupAttendance", "window", "attendedAt", "attendedAt", timedelta(days=45)),
    ),
)

ACADEMY = SourceSpecification(
    name="academy",
    schema="academy",
    derived_schema="mgmt",
    tables=(_updated("students"), _updated("check_ins", "checked_in_at")),
)

TELOO = SourceSpecification(
    name="teloo",
    schema="teloo",
    derived_schema="kpi",
    tables=(
        _updated("clientes"),
        _updated("asesores"),
        _updated("solicitudes", "created_at"),
        _updated("ofertas", "created_at"),
        _updated("auditorias", "auditada_at"),
        _updated("notificaciones", "enviada_at"),
    ),
)

CLASSWAVES = SourceSpecification(
    name="classwaves",
    schema="classwaves",
    derived_schema="analytics",
    tables=(
        _updated("schools"),
        _updated("sessions", "started_at"),
        _updated("session_groups", "created_at"),
        _updated("participants", "joined_at"),
        _appended("session_metrics", "measured_at"),
        _appended("guidance_events", "occurred_at"),
        _appended("ai_analyses", "finished_at"),
        _appended("resource_usage", "recorded_at"),
        _appended("session_events", "created_at", "event_time"),
    ),
)

LEARNING = SourceSpecification(
    name="learning",
    schema="learning",
    derived_schema="timeline",
    tables=(
        _updated("profiles"),
        _updated("courses"),
        _updated("course_chapters"),
        _updated("media_files"),
        _updated("goals", "started_at"),
        _updated("enrollments", "enrolled_at"),
        _updated("lesson_completions", "completed_at"),
        _updated("video_progress", "updated_at"),
        _updated("reflections", "created_at"),
        _updated("quiz_attempts", "started_at"),
        _updated("milestones", "reached_at"),
        _updated("daily_notes", "created_at"),
        _updated("success_proofs", "created_at"),
        _updated("goal_messages", "created_at"),
    ),
)

SOURCES = (NGESHARE, ACADEMY, TELOO, CLASSWAVES, LEARNING)


def source_named(name: str) -> SourceSpecification:
    """The specification of a source.

    Raises UnknownSource, naming those that exist.
    """
    for source in SOURCES:
        if source.name == name:
            return source
    known = ", ".join(source.name for source in SOURCES)
    raise UnknownSource(f"There is no source {name!r}; the sources are: {known}.")

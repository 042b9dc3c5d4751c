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
    window: timedelta | None = None


@dataclass(frozen=True)
class SourceSpecification:
    """One production database; its tables stand after those that they reference."""

    name: str
    schema: str
    derived_schema: str
    facts: tuple[str, ...]
    tables: tuple[TableSpecification, ...]

    @property
    def setting(self) -> str:
        """The setting that holds its URL."""
        return f"ATALAYA_SOURCE_{self.name.upper()}_URL"


def _incremental(name: str, cursor: str) -> TableSpecification:
    return TableSpecification(name, "incremental", cursor)


SOURCES = (
    SourceSpecification(
        name="ngeshare",
        schema="public",
        derived_schema="ngeshare",
        facts=("ngeshare.group_meetings", "ngeshare.group_rosters"),
        tables=(
            _incremental("User", "updatedAt"),
            _incremental("Hangout", "updatedAt"),
            _incremental("HangoutEpisode", "updatedAt"),
            _incremental("HangoutGroup", "updatedAt"),
            _incremental("UserHangoutGroup", "updatedAt"),
            TableSpecification("UserHangoutGroupAttendance", "window", "attendedAt", timedelta(days=45)),
        ),
    ),
)


def source_named(name: str) -> SourceSpecification:
    """The specification of a source.

    Raises UnknownSource, naming those that exist.
    """
    for source in SOURCES:
        if source.name == name:
            return source
    known = ", ".join(source.name for source in SOURCES)
    raise UnknownSource(f"There is no source {name!r}; the sources are: {known}.")

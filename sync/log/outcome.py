"""What came of one table in one run: rows counted, a verdict, and why."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Status = Literal["succeeded", "mismatch", "failed", "skipped"]

_BRIEF_MS = 50


@dataclass(frozen=True)
class Counts:
    """How many rows a step read, wrote, deleted or rejected."""

    read: int = 0
    bytes: int = 0
    inserted: int = 0
    updated: int = 0
    deleted: int = 0
    rejected: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.read + other.read,
            self.bytes + other.bytes,
            self.inserted + other.inserted,
            self.updated + other.updated,
            self.deleted + other.deleted,
            self.rejected + other.rejected,
        )

    @property
    def changed(self) -> int:
        return self.inserted + self.updated + self.deleted


@dataclass(frozen=True)
class PendingChange:
    """A change whose commit has not been confirmed."""

    transaction: str | None
    counts: Counts


@dataclass
class TableOutcome:
    """How one table fared in one run."""

    source: str
    table: str
    mode: str
    started_at: datetime | None = None
    finished_at: datetime | None = None
    status: Status = "succeeded"
    counts: Counts = field(default_factory=Counts)
    pending: PendingChange | None = None
    duration_ms: int = 0
    watermark_before: str | None = None
    watermark_after: str | None = None
    source_count: int | None = None
    warehouse_count: int | None = None
    message: str | None = None
    """Why it is not validated."""
    note: str | None = None
    """What else there is to know of it."""

    def worked(self, began: datetime, ended: datetime) -> None:
        """Adds a span of work on the table; spans of a few milliseconds before and after it do not stretch it."""
        span = round((ended - began).total_seconds() * 1000)
        self.duration_ms += span
        if self.started_at is None or self.finished_at is None or span > _BRIEF_MS:
            is_first = self.started_at is None or self.duration_ms - span <= _BRIEF_MS
            self.started_at = began if is_first else self.started_at
            self.finished_at = ended

    @property
    def said(self) -> str | None:
        """All that there is to say of it; None where there is nothing."""
        return " ".join(filter(None, [self.message, self.note])) or None

    @property
    def difference(self) -> int | None:
        """Warehouse count minus source count, None where one is unknown."""
        if self.source_count is None or self.warehouse_count is None:
            return None
        return self.warehouse_count - self.source_count

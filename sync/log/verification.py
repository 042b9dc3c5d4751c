"""What came of a verification: of each table, and of the whole."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from db.phrase import phrase


@dataclass
class VerifiedTable:
    """How one table compares: rows of the snapshot, rows that differ and how, and how many of them were mended."""

    source: str
    table: str
    rows_compared: int = 0
    missing: int = 0
    different: int = 0
    surplus: int = 0
    repaired: int = 0
    duration_ms: int = 0
    sample_keys: list[str] = field(default_factory=list)
    message: str | None = None
    quarantined: int = 0
    """How many of the rows that still differ wait in quarantine: only the source can mend them."""

    @property
    def differing(self) -> int:
        """Rows that differ in any way."""
        return self.missing + self.different + self.surplus

    @property
    def is_equal(self) -> bool:
        """Whether both sides hold the same rows by now."""
        return self.message is None and self.differing == self.repaired


@dataclass
class Verification:
    """What came of a verification."""

    run: int
    tables: list[VerifiedTable] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)

    def sort(self, sources: Sequence[str]) -> None:
        """Puts the tables in the order of their sources, which were compared side by side."""
        self.tables.sort(key=lambda table: sources.index(table.source))

    @property
    def status(self) -> str:
        """succeeded: all tables are equal, or were made so; partial: some; failed: none."""
        equal = [table.is_equal for table in self.tables]
        if equal and all(equal) and not self.messages:
            return "succeeded"
        return "partial" if any(equal) else "failed"

    @property
    def message(self) -> str | None:
        """What differs or could not be compared; None when all is equal."""
        notes = [*self.messages, *(table.message for table in self.tables if table.message)]
        differing = [
            f"{table.source} {table.table}"
            for table in self.tables
            if table.differing > table.repaired + table.quarantined
        ]
        if differing:
            tables = ", ".join(differing)
            notes.append(phrase("Rows differ in {tables}; `atalaya verify --repair` mends them.", tables=tables))
        waiting = [
            f"{table.source} {table.table} ({table.quarantined:,})" for table in self.tables if table.quarantined
        ]
        if waiting:
            notes.append(
                phrase(
                    "Rows wait in quarantine, where no repair mends them: {tables}. ops.sync_rejects says why; mend "
                    "them in the source, then run `atalaya sync`.",
                    tables=", ".join(waiting),
                )
            )
        return " ".join(dict.fromkeys(notes)) or None

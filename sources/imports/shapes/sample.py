"""What recognition sees of a table: where it is, its header, its first rows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

_NOTHING = re.compile(r"[-–—.]+|n/?a|null|none|nan|never|nunca|ninguno|jam[aá]s|tidak pernah", re.IGNORECASE)
"""What a sheet writes where there is nothing, as who has not left; `casting.sql` empties the same."""

ROWS = 2_000
"""So many rows of a table are looked at."""


class Table(Protocol):
    """A table of texts, as the readers of files hand it on."""

    @property
    def file(self) -> str: ...

    @property
    def header(self) -> Sequence[str]: ...

    def lines(self) -> Iterator[tuple[int, Sequence[str | None]]]: ...


@dataclass(frozen=True)
class Sample:
    """The beginning of a table."""

    file: str
    """As a recipe names it: a file, a member of a ZIP file, a sheet of a workbook."""
    header: tuple[str, ...]
    rows: tuple[Sequence[str | None], ...] = ()

    def values(self, header: str) -> list[str]:
        """What stands in a column, without empty cells and words for nothing; blanks of any kind are one blank."""
        if header not in self.header:
            return []
        place = self.header.index(header)
        found = (" ".join((row[place] or "").split()) for row in self.rows if place < len(row))
        return [value for value in found if value and not _NOTHING.fullmatch(value)]


def sample(table: Table, rows: int = ROWS) -> Sample:
    """The beginning of a table that a reader has opened."""
    return Sample(table.file, tuple(table.header), tuple(tuple(row) for _, row in islice(table.lines(), rows)))

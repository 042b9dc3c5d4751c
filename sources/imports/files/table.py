"""What every reader hands on: tables of texts, whatever the file was."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

Row = Sequence[str | None]

_SHOWN = 200
"""So much of a line that cannot be read is kept."""


@dataclass(frozen=True)
class Note:
    """Something that whoever imports should know; `code` names its kind."""

    code: str
    said: str


@dataclass(frozen=True)
class Unreadable:
    """A line that is no row, and why."""

    line: int
    content: str
    reason: str

    @classmethod
    def of(cls, line: int, content: str, reason: str) -> "Unreadable":
        """The same, with no more of the line than is kept."""
        return cls(line, clean(content[:_SHOWN]), reason)


@dataclass
class Table:
    """One sheet, one member of an archive, or one file, whose rows are read anew whenever they are asked for."""

    file: str
    """As it is shown: `logs.zip/2024.csv`, `Events.xlsx[Sheet2]`."""
    kind: str
    header: tuple[str, ...]
    rows: Callable[[list[Unreadable]], Iterator[tuple[int, Row]]]
    """Reads the rows; what cannot be read is put into the list."""
    notes: list[Note] = field(default_factory=list)
    encoding: str | None = None
    separator: str | None = None
    unreadable: list[Unreadable] = field(default_factory=list)
    """Filled while `lines` runs."""

    def lines(self) -> Iterator[tuple[int, Row]]:
        """The number of each line, as a person counts in the file, and a text or None for each column."""
        self.unreadable.clear()
        yield from self.rows(self.unreadable)


def clean(text: str) -> str:
    """The text without what PostgreSQL cannot hold: NUL, and halves of characters."""
    if "\0" in text:
        text = text.replace("\0", "")
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def filled(text: str) -> str | None:
    """The text of a cell; None where it is empty or blank."""
    return text if text and not text.isspace() else None

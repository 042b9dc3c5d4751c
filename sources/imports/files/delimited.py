"""CSV, TSV and their relatives: any separator, any quotes, line breaks in cells; read by the standard library."""

import io
from collections.abc import Iterator, Sequence
from itertools import islice

from db.phrase import phrase
from sources.imports.errors import EmptyFile, UnreadableFile
from sources.imports.files import dialects, headers
from sources.imports.files.contents import Content
from sources.imports.files.dialects import Broken, Dialect
from sources.imports.files.encodings import Encoding
from sources.imports.files.table import Note, Row, Table, Unreadable, filled

_SAMPLE = 512 * 1024
"""Characters of which the separator is decided."""

_LOOKED_AT = 1_000
"""Rows among which the header is found."""

_SHEET_LIMITS = {1_048_576: "Excel", 65_536: "Excel 97"}

_NAMES = {"\t": "tab", " ": "blank"}


def tables(content: Content, encoding: Encoding) -> list[Table]:
    """The one table of a text."""
    if encoding.endless:
        raise UnreadableFile(
            phrase("{file} has a line of a million characters: that is no table of rows.", file=content.name)
        )
    with _text(content, encoding) as file:
        start = file.read(_SAMPLE)
    if not start.strip("\ufeff\0 \t\r\n"):
        raise EmptyFile(phrase("{file} is empty.", file=content.name))
    dialect = dialects.decide(start, complete=len(start) < _SAMPLE)
    begun = list(islice(_records(content, encoding, dialect), _LOOKED_AT))
    first = [(line, [filled(cell) for cell in row]) for line, row in begun if not isinstance(row, Broken)]
    found = headers.find(content.name, first)
    named = _NAMES.get(dialect.separator, dialect.separator)
    notes = [*encoding.notes, *found.notes]
    if len(found.header) == 1:
        notes.append(Note("one column", phrase("The file has one column: no separator makes more of it.")))
    table = Table(
        content.name,
        "tsv" if dialect.separator == "\t" else "csv",
        found.header,
        _Rows(content, encoding, dialect, found.header, first[found.place][0], notes),
        notes,
        encoding.name,
        dialect.separator,
    )
    if len(found.header) > 1 and dialect.separator != ",":
        notes.append(Note("separator", phrase("The cells are separated by {separator}.", separator=named)))
    return [table]


class _Rows:
    """Reads the rows below the header."""

    def __init__(
        self,
        content: Content,
        encoding: Encoding,
        dialect: Dialect,
        header: Sequence[str],
        header_line: int,
        notes: list[Note],
    ) -> None:
        self._content, self._encoding, self._dialect = content, encoding, dialect
        self._width, self._header_line, self._notes = len(header), header_line, notes
        self._short = self._last = 0

    def __call__(self, unreadable: list[Unreadable]) -> Iterator[tuple[int, Row]]:
        width, named = self._width, None
        self._short = line = 0
        for line, row in _records(self._content, self._encoding, self._dialect):
            if line <= self._header_line:
                named = row
                continue
            if not row:
                continue
            if isinstance(row, Broken):
                unreadable.append(
                    Unreadable.of(
                        line,
                        row.text.rstrip("\r\n"),
                        phrase("a quote is not closed, or closed in the middle of a cell"),
                    )
                )
                continue
            if len(row) != width and (reason := self._fit(row)):
                unreadable.append(Unreadable.of(line, self._dialect.separator.join(row), reason))
                continue
            if row == named:
                unreadable.append(
                    Unreadable.of(line, self._dialect.separator.join(row), phrase("the names of the columns once more"))
                )
                continue
            cells = [cell if cell and not cell.isspace() else None for cell in row]
            if any(cells):
                yield line, cells
        self._conclude(line)

    def _fit(self, row: list[str]) -> str | None:
        """Brings a row to the header's width, or says why it cannot be."""
        width = self._width
        if len(row) < width:
            self._short += 1
            row.extend([""] * (width - len(row)))
            return None
        if any(filled(cell) for cell in row[width:]):
            return phrase("{found} cells, where the header has {expected}", found=len(row), expected=width)
        del row[width:]
        return None

    def _conclude(self, last: int) -> None:
        self._notes[:] = [note for note in self._notes if note.code not in ("short", "cut off")]
        if self._short:
            self._notes.append(
                Note(
                    "short",
                    phrase(
                        "Lines with fewer cells than the header, of which the missing ones are empty: {count:,}",
                        count=self._short,
                    ),
                )
            )
        if program := _SHEET_LIMITS.get(last):
            self._notes.append(
                Note(
                    "cut off",
                    phrase(
                        "The file ends at line {line:,}, the last one that {program} can hold: it may be cut off.",
                        line=last,
                        program=program,
                    ),
                )
            )


def _records(content: Content, encoding: Encoding, dialect: Dialect) -> Iterator[tuple[int, list[str] | Broken]]:
    with _text(content, encoding) as file:
        lines: Iterator[str] = file
        if any(note.code == "nul" for note in encoding.notes):
            lines = (line.replace("\0", "") for line in file)
        yield from dialects.records(lines, dialect)


def _text(content: Content, encoding: Encoding) -> io.TextIOWrapper:
    return io.TextIOWrapper(content.open(), encoding.name, "replace", newline="")

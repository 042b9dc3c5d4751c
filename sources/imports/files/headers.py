"""Where a table begins below its titles, and what its columns are called."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from db.phrase import phrase
from sources.imports.errors import EmptyFile, NoHeader, TooManyColumns
from sources.imports.files.table import Note, Row, clean

MOST_COLUMNS = 1_600
"""As wide as a table of PostgreSQL can be."""

_LONGEST = 63
"""Bytes of a name in PostgreSQL."""

_RESERVED = ("_file", "_line")
_TITLES = 40
"""So many lines may stand above a table."""

_WIDE_ENOUGH = 0.75
"""A header may leave some columns without a name."""

_MOMENT = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}[ ,T]+\d{1,2}:\d{2}.*|\d{4}-\d{2}-\d{2}T.*")
_VALUE = re.compile(r"[-+]?[\d.,:/ \-]*\d[\d.,:/ \-TZ]*(?:[ap]\.?\s?m\.?)?%?|[^@\s]+@[^@\s]+\.[^@\s]+", re.IGNORECASE)


@dataclass(frozen=True)
class Found:
    """The header of a table, its line, and what to say of it."""

    place: int
    """Of the header, among the lines that were looked at."""
    header: tuple[str, ...]
    notes: tuple[Note, ...]


def find(file: str, lines: Sequence[tuple[int, Row]]) -> Found:
    """The header among the first lines of a table: the first line that is as wide as the table below it.

    A summary above the table, with names of its own and a blank line below, is passed over.
    """
    some = [(place, line, row) for place, (line, row) in enumerate(lines) if any(row)]
    if not some:
        raise EmptyFile(phrase("{file} is empty.", file=file))
    if (widest := max(len(_extent(row)) for _, _, row in some)) > MOST_COLUMNS:
        raise too_many_columns(file, widest)
    place, line, row = some[_first_as_wide([row for _, _, row in some])]
    place, line, row = _below_a_summary(some, place) or (place, line, row)
    below = [row for other, _, row in some if other > place]
    if _is_data(row, below):
        raise NoHeader(
            phrase(
                "{file} has no names of columns: line {line} is data already. Put a line above it that names each.",
                file=file,
                line=line,
            )
        )
    missing = _lacks_first(row, below)
    usual = _usual_width(below)
    used = max((len(_extent(other)) for other in below if len(other) == usual), default=0)
    header = names(["", *row] if missing else row, used)
    notes = []
    if some[0][0] < place:
        notes.append(Note("titles", phrase("The columns are named in line {line}, below titles.", line=line)))
    if unnamed := [name for name in header if name.startswith("column ")]:
        notes.append(
            Note("unnamed", phrase("Columns without a name are called {names}.", names=", ".join(unnamed[:5])))
        )
    return Found(place, header, tuple(notes))


def names(cells: Iterable[str | None], used: int = 0) -> tuple[str, ...]:
    """Names that PostgreSQL can hold and that differ from each other; right of those that are used, none is made up."""
    texts = [" ".join(clean(cell or "").split()) for cell in cells]
    texts += [""] * (used - len(texts))
    while len(texts) > used and not texts[-1]:
        texts.pop()
    taken: set[str] = set(_RESERVED)
    found = []
    for number, text in enumerate(texts, start=1):
        name = _free(text or f"column {number}", taken)
        taken.add(name)
        found.append(name)
    return tuple(found)


def too_many_columns(file: str, width: int) -> TooManyColumns:
    """The refusal of a table that is too wide."""
    return TooManyColumns(
        phrase(
            "{file} has {width:,} columns; {most:,} can be read. Leave out what is not needed, or turn it round.",
            file=file,
            width=width,
            most=MOST_COLUMNS,
        )
    )


def _free(text: str, taken: set[str]) -> str:
    name, number = _cut(text, ""), 1
    while name in taken:
        number += 1
        name = _cut(text, f" ({number})")
    return name


def _cut(text: str, ending: str) -> str:
    room = _LONGEST - len(ending.encode())
    return text.encode()[:room].decode("utf-8", "ignore").rstrip() + ending


def _extent(row: Row) -> Row:
    """The row without its empty end."""
    width = len(row)
    while width and not row[width - 1]:
        width -= 1
    return row[:width]


def _filled(row: Row) -> int:
    return sum(1 for cell in row if cell)


def _first_as_wide(rows: Sequence[Row]) -> int:
    """The first row with as many cells as most rows have, of which nearly as many are filled as in the fullest."""
    width = _usual_width(rows)
    usual = [row for row in rows if len(row) == width]
    enough = _WIDE_ENOUGH * sorted(map(_filled, usual))[int(0.9 * len(usual))]
    # Some programs end each line of data with a separator, and the header without.
    ended = not any(row[-1] for row in usual)
    for place, row in enumerate(rows[:_TITLES]):
        short = len(row) == width - 1 and (ended or _lacks_first(row, rows[place + 1 :]))
        if (len(row) >= width or short) and _filled(row) >= enough:
            return place
    return 0


def _usual_width(rows: Sequence[Row]) -> int:
    """How many cells most rows have; of two widths, the larger."""
    counted = Counter(map(len, rows))
    return max(counted, key=lambda width: (counted[width], width), default=0)


def _lacks_first(row: Row, below: Sequence[Row]) -> bool:
    """Whether the rows below have a cell more, as where row names were written without a name of their own."""
    longer = [other for other in below if len(other) == len(row) + 1]
    return (
        len(longer) > 0.9 * len(below)
        and any(other[-1] for other in longer)
        and all(cell and not _is_value(cell) for cell in row)
    )


def _below_a_summary(some: Sequence[tuple[int, int, Row]], header: int) -> tuple[int, int, Row] | None:
    """A second header after a blank line near the top, with more rows below than there are above it."""
    for number in range(1, min(len(some), _TITLES)):
        place, line, row = some[number]
        # Numbers of lines would not do: a cell may hold several lines.
        if place <= header or place - some[number - 1][0] < 2:
            continue
        below = [other for _, _, other in some[number + 1 :]]
        if len(below) >= number - 1 and _names_values(row, below):
            return place, line, row
    return None


def _names_values(row: Row, below: Sequence[Row]) -> bool:
    """Whether a row of words stands above values, two columns at least."""
    words = [cell for cell in row if cell]
    if len(words) < 2 or len(set(words)) < len(words) or any(_is_value(cell) for cell in words):
        return False
    first = below[0] if below else ()
    return any(cell and _is_value(cell) for cell in first) and len(_extent(first)) <= len(row)


def _is_value(cell: str) -> bool:
    """A number, a moment or an address."""
    return len(cell) < _LONGEST and _VALUE.fullmatch(cell) is not None


def _is_data(row: Row, below: Sequence[Row]) -> bool:
    """Whether the row holds a moment or an address above others, or nothing but values above values."""
    if not below:
        return False
    like = [
        bool(cell and other and _is_value(cell) and _is_value(other))
        for cell, other in zip(row, below[0], strict=False)
    ]
    telling = [
        same and bool(cell and ("@" in cell or _MOMENT.fullmatch(cell))) and cell != other
        for same, cell, other in zip(like, row, below[0], strict=False)
    ]
    return any(telling) or (len(like) > 1 and all(like))

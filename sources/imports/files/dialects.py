"""How cells of a text are separated and quoted: decided by which reading makes rows of one width."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

_COMMON = ",;\t|"
_RARE = "~^¦§\x01\x1c\x1d\x1e\x1f#$!*&%"
_LAST = ": "
"""Characters that stand in values so often that they separate only where nothing else does."""

_CONSISTENT = 0.6
"""So many of the rows must have one width."""

_CLEARLY = 0.02
"""So many more of the rows must have one width before quotes are no quotes."""

_LONGEST_CELL = 500
"""Lines of one cell; where a quote closes later, it was no opening one."""

csv.field_size_limit(8 * 1024 * 1024)


@dataclass(frozen=True)
class Dialect:
    """A separator, and how quotes are meant."""

    separator: str
    quoting: str = "doubled"
    spaced: bool = False
    """Whether a blank follows each separator."""

    @property
    def options(self) -> dict[str, Any]:
        """As the standard library's reader takes them; strict, so that it says what it cannot read."""
        found: dict[str, Any] = {"delimiter": self.separator, "skipinitialspace": self.spaced, "strict": True}
        if self.quoting == "none":
            return found | {"quoting": csv.QUOTE_NONE}
        if self.quoting == "escaped":
            return found | {"doublequote": False, "escapechar": "\\"}
        return found


@dataclass(frozen=True)
class Broken:
    """A line that is no row."""

    text: str


class _NeverClosed(Exception):
    """A quote opens, and does not close for many lines."""


def records(lines: Iterable[str], dialect: Dialect) -> Iterator[tuple[int, list[str] | Broken]]:
    """Each row, empty ones too, with the line in which it begins.

    A line that is no row is named, and the next one is tried.
    """
    number = 0
    held: list[str] = []
    source = iter(lines)
    while True:
        try:
            for row in csv.reader(_held(source, held), **dialect.options):
                begins, number = number + 1, number + len(held)
                held.clear()
                yield begins, row
        except (csv.Error, _NeverClosed):
            first, *others = held
            number += 1
            yield number, Broken(first)
            source = chain(others, source)
            held.clear()
        else:
            return


def _held(lines: Iterator[str], held: list[str]) -> Iterator[str]:
    """The lines, each of which is held until its row has ended."""
    for line in lines:
        held.append(line)
        if len(held) > _LONGEST_CELL:
            raise _NeverClosed
        yield line


def decide(start: str, *, complete: bool) -> Dialect:
    """The dialect of a text by its start; a text of one column has a comma, which it does not need."""
    lines = list(io.StringIO(start, newline=""))
    # The last line may be cut.
    lines = lines if complete or len(lines) == 1 else lines[:-1]
    if lines and (named := named_separator(lines[0])):
        return _as_quoted(named, start, lines[1:]).dialect
    for separators in (_COMMON, _RARE, _LAST):
        readings = [_as_quoted(separator, start, lines) for separator in separators if separator in start]
        if consistent := [reading for reading in readings if reading.width > 1 and reading.share >= _CONSISTENT]:
            return max(consistent, key=_Reading.rank).dialect
    return _as_quoted(",", start, lines).dialect


def named_separator(line: str) -> str | None:
    """Spreadsheets write and understand a first line `sep=;`, which is no row."""
    text = line.strip("\ufeff\r\n").strip('"')
    return text[4] if text.lower().startswith("sep=") and len(text) == 5 else None


@dataclass(frozen=True)
class _Reading:
    dialect: Dialect
    width: int
    share: float
    """Of the rows, those that have this width."""
    first: int
    """Rows above the first one of this width: a comma in numbers makes none of the header."""

    def rank(self) -> tuple[float, int, float, int]:
        """The larger, the likelier."""
        return round(self.share, 1), -self.first, round(self.share, 2), self.width


def _as_quoted(separator: str, start: str, lines: Sequence[str]) -> _Reading:
    """The reading by a separator: with quotes as the standard has them, unless that breaks rows which others keep."""
    readings = [_read(dialect, lines) for dialect in _ways(separator, start)]
    standard = readings[0]
    best = max(readings, key=lambda reading: reading.share)
    return best if best.share > standard.share + _CLEARLY else standard


def _ways(separator: str, start: str) -> Iterator[Dialect]:
    """The ways to mean quotes that could make a difference; the standard's first."""
    spaced = f'{separator} "' in start
    yield Dialect(separator, spaced=spaced)
    if '\\"' in start:
        yield Dialect(separator, "escaped", spaced)
    if '"' in start:
        yield Dialect(separator, "none")


def _read(dialect: Dialect, lines: Sequence[str]) -> _Reading:
    found = [0 if isinstance(row, Broken) else len(row) for _, row in records(lines, dialect) if row]
    widths = Counter(width for width in found if width)
    if not widths:
        return _Reading(dialect, 0, 0, 0)
    width = max(widths, key=lambda width: (widths[width], width))
    return _Reading(dialect, width, widths[width] / len(found), found.index(width))

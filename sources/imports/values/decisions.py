"""How a column is written, decided by all its rows: day or month first, decimal point or comma.

The format that reads most rows is taken. Where two read as many and do not read the same, nobody guesses: it is asked.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

import psycopg
from psycopg import sql

from db.phrase import phrase
from db.statements import statements_beside
from sources.imports.values.errors import Ambiguous, AmbiguousDates, AmbiguousNumbers, Choice, WrongFormat
from sources.imports.values.spellings import ISO, NAMED, family, formats_of, words_of

POINT, COMMA = ".", ","

_SHOWN = 3
"""So many formats that were not taken are told of."""

_PART_THAT_IS_DIRT = 10
"""Of a column that is written one way, less than the tenth part reads another way only."""

_YEARS_FIRST_SPREAD_DAYS = 3653
"""Days taken for years spread a column over more than ten years."""

_SQL = statements_beside(__file__)


@dataclass(frozen=True)
class Reading:
    """A format, and how many rows of a column it cannot read."""

    format: str
    words: str
    unreadable: int


@dataclass(frozen=True)
class Decision:
    """The format of a column, and why it is that one."""

    column: str
    format: str
    evidence: str
    read: int
    unreadable: int
    others: tuple[Reading, ...] = ()
    """Formats that were not taken, the best first."""


@dataclass(frozen=True)
class _Way:
    """A way to read a column."""

    format: str
    words: str
    kind: str
    """Of ways of one kind each is told, whatever it reads: people think of the others when they see the one."""
    value: sql.Composable
    read: int = 0


def decide_moment(
    connection: psycopg.Connection, relation: sql.Composable, column: str, times: str, given: str | None
) -> Decision:
    """The format that reads most rows of a column; `times` is the column that says for how many rows one stands.

    A given format settles it, unless it reads no row. Raises AmbiguousDates where two formats read as many rows and
    disagree, WrongFormat for a format that is none.
    """
    meant = _understood(connection, given) if given else ""
    if not meant:
        return _decide_moment(connection, relation, column, times)
    decision = _decide_moment(connection, relation, column, times, meant)
    if decision.read or not decision.unreadable:
        return decision
    # A section has one date_format, and may have a second column that is written otherwise.
    otherwise = _decide_moment(connection, relation, column, times)
    return replace(otherwise, evidence=f"{otherwise.evidence}; {decision.evidence}")


def _decide_moment(
    connection: psycopg.Connection, relation: sql.Composable, column: str, times: str, meant: str = ""
) -> Decision:
    # Digits that nothing sets apart are no minutes for each format.
    how = "group_texts" if re.search("%[a-zA-Z]%", meant) else "group_moments"
    with _texts(connection, how, relation, column, times):
        formats = [meant] if meant else _candidates(connection)
        total, ways = _counted(connection, [_moment(spelled, words) for spelled, words in words_of(formats).items()])
        ways = _without_years_first(connection, column, ways)
        _refuse_a_tie(connection, column, ways, AmbiguousDates)
        return _decision(column, total, ways, is_given=bool(meant))


def decide_number(
    connection: psycopg.Connection,
    relation: sql.Composable,
    column: str,
    times: str,
    *,
    is_whole: bool = False,
    given: str | None = None,
) -> Decision:
    """Whether a column's decimals stand behind a point or a comma; a whole number has none.

    Raises AmbiguousNumbers where both read as many rows and disagree: 1.234 may be a thousand or one.
    """
    signs = [given] if given else [POINT, COMMA]
    with _texts(connection, "group_numbers", relation, column, times):
        total, ways = _counted(connection, [_number(sign, is_whole=is_whole) for sign in signs])
        _refuse_a_tie(connection, column, ways, AmbiguousNumbers)
        return _decision(column, total, ways, is_given=bool(given))


@contextmanager
def _texts(
    connection: psycopg.Connection, how: str, relation: sql.Composable, column: str, times: str
) -> Iterator[None]:
    """The different texts of a column, in a temporary table."""
    parts = {"relation": relation, "column": sql.Identifier(column), "times": sql.Identifier(times)}
    connection.execute(_SQL["drop"])
    connection.execute(_SQL[how].format(**parts))
    yield
    connection.execute(_SQL["drop"])


def _understood(connection: psycopg.Connection, given: str) -> str:
    """A date_format in the notation of strptime. Raises WrongFormat."""
    [(meant, is_one)] = connection.execute(_SQL["understand"], [given]).fetchall()
    if not is_one and meant not in NAMED:
        raise WrongFormat(
            phrase(
                "date_format {given} is no format of a date: write one such as %d/%m/%Y %H:%M, or {named}.",
                given=f'"{given}"',
                named=", ".join(NAMED),
            )
        )
    return str(meant)


def _candidates(connection: psycopg.Connection) -> list[str]:
    """One format of each family that a text of the column may be written in, the commonest first."""
    found: dict[str, str] = {}
    for (example,) in connection.execute(_SQL["shapes"]).fetchall():
        for spelled in formats_of(example):
            found.setdefault(family(spelled), spelled)
    return list(found.values()) or [ISO]


def _moment(spelled: str, words: str) -> _Way:
    value = sql.SQL("imports.moment(value, {}, 'UTC')").format(sql.Literal(spelled))
    return _Way(spelled, words, family(spelled, order=False), value)


def _number(sign: str, *, is_whole: bool) -> _Way:
    words = phrase("decimal comma") if sign == COMMA else phrase("decimal point")
    number = sql.SQL("imports.number(value, {})").format(sql.Literal(sign))
    if is_whole:
        number = sql.SQL("case when {n} = trunc({n}) then trunc({n}) end").format(n=number)
    return _Way(sign, words, "decimals", number)


def _counted(connection: psycopg.Connection, ways: Sequence[_Way]) -> tuple[int, list[_Way]]:
    """Rows that have a text, and the ways with the rows that each reads, the best first."""
    counts = sql.SQL("").join(_SQL["count_one"].format(reading=way.value) for way in ways)
    [(total, *read)] = connection.execute(_SQL["count"].format(counts=counts)).fetchall()
    counted = [replace(way, read=count) for way, count in zip(ways, read, strict=True)]
    return total, sorted(counted, key=lambda way: -way.read)


def _without_years_first(connection: psycopg.Connection, column: str, ways: Sequence[_Way]) -> list[_Way]:
    """The ways that somebody may have meant: hardly anybody writes 18/02/03 for 3 February 2018.

    Since nearly every date of this century can be read so, it counts where others leave a tenth of the rows that it
    reads. Where they make of 17 and 18 two days of each month of thirty years, it is asked.
    """
    odd = [way for way in ways if way.format.startswith("%y")]
    others = [way for way in ways if not way.format.startswith("%y")]
    if not odd or not others or _leaves_much(others[0], odd[0]):
        return list(ways)
    if not _leaves_much(odd[0], others[0]):
        query = _SQL["days"].format(one=odd[0].value, other=others[0].value)
        [(narrow, wide)] = connection.execute(query).fetchall()
        if wide > _YEARS_FIRST_SPREAD_DAYS and narrow * _PART_THAT_IS_DIRT <= wide:
            raise _ambiguous(connection, column, [others[0], odd[0]], AmbiguousDates)
    return others


def _leaves_much(one: _Way, other: _Way) -> bool:
    return (other.read - one.read) * _PART_THAT_IS_DIRT > other.read


def _refuse_a_tie(connection: psycopg.Connection, column: str, ways: Sequence[_Way], cause: type[Ambiguous]) -> None:
    """Raises where another way reads as many rows as the best, and not all of them alike."""
    best = ways[0]
    tied = [way for way in ways[1:] if best.read and way.read == best.read]
    disagreeing = [way for way in tied if any(_examples(connection, best, way))]
    if disagreeing:
        raise _ambiguous(connection, column, [best, *disagreeing], cause)


def _examples(connection: psycopg.Connection, one: _Way, other: _Way) -> tuple[str | None, str | None, str | None]:
    """A text that both read, differently; one that only the one reads; one that only the other reads."""
    [(both, only_one, only_other)] = connection.execute(
        _SQL["compare"].format(one=one.value, other=other.value)
    ).fetchall()
    return both, only_one, only_other


def _ambiguous(connection: psycopg.Connection, column: str, ways: Sequence[_Way], cause: type[Ambiguous]) -> Ambiguous:
    both, only_one, only_other = _examples(connection, ways[0], ways[1])
    example = both or only_one or ""
    choices = [Choice(way.format, way.words, _said(connection, way, example, cause)) for way in ways]
    key = "date_format" if cause is AmbiguousDates else "decimal"
    how = phrase(" or ").join(f'{key} = "{choice.format}" ({choice.words})' for choice in choices)
    if both:
        message = phrase(
            '{column}: "{example}" may be {readings}, and no row tells which: write {how} in the recipe.',
            column=column,
            example=example,
            readings=phrase(" or ").join(_apart([choice.reading for choice in choices])),
            how=how,
        )
    else:
        message = phrase(
            '{column}: as many rows are written like "{one}" as like "{other}", which cannot be read in the same way: '
            "write {how} in the recipe for those that count.",
            column=column,
            one=only_one,
            other=only_other,
            how=how,
        )
    return cause(message, column, example, choices)


def _said(connection: psycopg.Connection, way: _Way, example: str, cause: type[Ambiguous]) -> str:
    """What a text is, as people say it."""
    say = _SQL["say_moment" if cause is AmbiguousDates else "say_number"]
    # A format has percent signs of its own.
    query = say.format(reading=way.value, text=sql.Literal(example))
    [(said,)] = connection.execute(query).fetchall()
    return said or phrase("unreadable")


def _apart(readings: Sequence[str]) -> list[str]:
    """Moments without their time, where the day tells them apart."""
    days = [reading.split(", ")[0] for reading in readings]
    return days if len(set(days)) == len(days) else list(readings)


def _decision(column: str, total: int, ways: Sequence[_Way], *, is_given: bool) -> Decision:
    best = ways[0]
    alike = [way for way in ways if way.read == best.read and best.read]
    others = tuple(
        Reading(way.format, way.words, total - way.read)
        for way in ways[1:]
        if way not in alike and (way.read or way.kind == best.kind)
    )[:_SHOWN]
    # Formats that read all rows alike are one.
    words = phrase(" or ").join(way.words for way in alike) or best.words
    evidence = _evidence(total, words, best.read, others, is_given=is_given)
    return Decision(column, best.format, evidence, best.read, total - best.read, others)


def _evidence(total: int, words: str, read: int, others: Sequence[Reading], *, is_given: bool) -> str:
    """What each format cannot read, in words, the best first."""
    if not total:
        return phrase("nothing is written")
    if is_given:
        words = phrase("{words}, as the recipe says", words=words)
    elif not read:
        return phrase("{rows:,} unreadable, in any format", rows=total)
    told = [phrase("{words}: {rows:,} unreadable", words=words, rows=total - read)]
    return "; ".join([*told, *(f"{other.words}: {other.unreadable:,}" for other in others)])

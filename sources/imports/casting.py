"""From texts to values: each column is decided as a whole, and rows that cannot be read say why.

Keys stay as they were written until they are stored: what a row is called in its file.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import psycopg
from psycopg import sql

from db.phrase import phrase
from db.statements import statements_beside
from sources.imports import rejects
from sources.imports.mapping import TIMES, Mapped
from sources.imports.staging import LINE
from sources.imports.targets import Column, Target
from sources.imports.values.decisions import Decision, decide_moment, decide_number

WHEN = "_first"
"""The first moment that is known of a row."""

_RANGES = {"smallint": 2**15, "integer": 2**31, "bigint": 2**63}
_SQL = statements_beside(__file__)


@dataclass
class Typed:
    """A temporary table of a target's rows with values, each key once."""

    target: Target
    columns: tuple[str, ...]
    """The columns that have values; the key is always among them."""
    rows: int
    repeated: int = 0
    """Rows that the file has more than once, word for word."""
    overruled: int = 0
    """Rows whose key a later row has too."""
    decisions: list[Decision] = field(default_factory=list)
    rejected: int = 0

    @property
    def identifier(self) -> sql.Identifier:
        return typed_table(self.target)


def typed_table(target: Target) -> sql.Identifier:
    """Where a target's rows are with values."""
    return sql.Identifier("pg_temp", f"typed {target.name}")


def cast(connection: psycopg.Connection, mapped: Mapped, zone: str, *, needs_key: bool) -> Typed:
    """Decides the columns of a section and casts its rows; those without a key are rejected where they need one.

    Raises AmbiguousDates, and whatever else a column as a whole is refused for.
    """
    _empty_nothing(connection, mapped)
    decisions = {
        name: _decide(connection, mapped, mapped.target.columns[name])
        for name in mapped.columns
        if mapped.target.columns[name].is_moment or mapped.target.columns[name].is_number
    }
    readings = [_reading(mapped.target, name, decisions.get(name), zone) for name in mapped.columns]
    if needs_key:
        readings = [replace(one, required=one.required or one.name == mapped.target.key.name) for one in readings]
    _make_read(connection, mapped, readings)
    rejected = rejects.add_rows(connection, mapped.target.name, mapped.staged.files, _read_table(mapped))
    typed = _keep_each_key_once(connection, mapped)
    typed.rejected = rejected
    typed.decisions = [decision for decision in decisions.values() if decision is not None]
    return typed


def make_stays(connection: psycopg.Connection, typed: Typed, minutes: int) -> Typed:
    """Makes stays of events: those of one person with no longer pause between them."""
    who, since, until = typed.target.stays or ("", "", "")
    parts = {
        "typed": typed.identifier,
        "unqualified": sql.Identifier(f"typed {typed.target.name}"),
        "who": sql.Identifier(who),
        "since": sql.Identifier(since),
        "until": sql.Identifier(until),
        "ended": sql.Identifier(until if until in typed.columns else since),
        "minutes": sql.Literal(minutes),
    }
    rows = connection.execute(_SQL["make_stays"].format(**parts)).rowcount
    connection.execute(_SQL["replace_by_stays"].format(**parts))
    return Typed(typed.target, ("id", who, since, until), rows, typed.repeated, 0, typed.decisions, typed.rejected)


@dataclass(frozen=True)
class _Reading:
    """How a column is read: its value, and what is said where a text has none."""

    name: str
    value: sql.Composable
    reason: sql.Composable
    required: bool


def _decide(connection: psycopg.Connection, mapped: Mapped, column: Column) -> Decision | None:
    if column.is_moment:
        return decide_moment(connection, mapped.identifier, column.name, TIMES, mapped.section.date_format or None)
    return decide_number(
        connection,
        mapped.identifier,
        column.name,
        TIMES,
        is_whole=column.is_whole,
        given=mapped.section.decimal or None,
    )


def _empty_nothing(connection: psycopg.Connection, mapped: Mapped) -> None:
    """A dash where nobody left yet is no moment that cannot be read."""
    for name in mapped.columns:
        column = mapped.target.columns[name]
        if (column.is_moment or column.is_number) and not _is_required(mapped.target, column):
            connection.execute(_SQL["empty_nothing"].format(mapped=mapped.identifier, column=sql.Identifier(name)))


def _is_required(target: Target, column: Column) -> bool:
    """Whether a row without it is no row; a key that nobody gives is made."""
    return column.required and not column.otherwise and column is not target.key


def _reading(target: Target, name: str, decision: Decision | None, zone: str) -> _Reading:
    column = target.columns[name]
    text = sql.SQL("m.{}").format(sql.Identifier(name))
    required = _is_required(target, column)
    if column is target.key or column.parent or column.names:
        return _Reading(name, sql.SQL("imports.key({})").format(text), sql.SQL("null"), required)
    if column.is_moment and decision is not None:
        form = sql.Literal(decision.format)
        value = sql.SQL("imports.moment({}, {}, {})").format(text, form, sql.Literal(zone))
        return _Reading(name, value, sql.SQL("imports.why_no_moment({}, {})").format(text, form), required)
    if column.is_number and decision is not None:
        return _number(column, text, sql.Literal(decision.format), required)
    if column.type == "boolean":
        value, reason = (
            sql.SQL("imports.truth({})").format(text),
            sql.SQL("quote_literal({}) || ' is neither yes nor no'"),
        )
        return _Reading(name, value, reason.format(text), required)
    return _Reading(name, sql.SQL("nullif(btrim({}), '')").format(text), sql.SQL("null"), required)


def _number(column: Column, text: sql.Composable, decimal: sql.Literal, required: bool) -> _Reading:
    number = sql.SQL("imports.number({}, {})").format(text, decimal)
    reason = sql.SQL("imports.why_no_number({}, {})").format(text, decimal)
    if column.is_whole:
        bound = sql.Literal(_RANGES[column.type])
        value = sql.SQL("case when {n} = trunc({n}) and {n} >= -{b} and {n} < {b} then {n}::bigint end").format(
            n=number, b=bound
        )
        reason = sql.SQL("coalesce({}, btrim({}) || ' is no whole number, or too large')").format(reason, text)
    elif column.type.startswith("numeric("):
        digits, decimals = (int(part) for part in column.type[8:-1].split(","))
        value = sql.SQL("case when abs(round({n}, {d})) < {b} then round({n}, {d}) end").format(
            n=number, d=sql.Literal(decimals), b=sql.Literal(10 ** (digits - decimals))
        )
        reason = sql.SQL("coalesce({}, btrim({}) || ' is too large')").format(reason, text)
    else:
        value = sql.SQL("{}::double precision").format(number)
    return _Reading(column.name, value, reason, required)


def _make_read(connection: psycopg.Connection, mapped: Mapped, readings: Sequence[_Reading]) -> None:
    """A temporary table `read …`: values, and the reason where a row cannot be read."""
    values = sql.SQL(", ").join(
        sql.SQL("{} as {}").format(reading.value, sql.Identifier(reading.name)) for reading in readings
    )
    moments = [
        sql.SQL("r.{}").format(sql.Identifier(name)) for name in mapped.columns if mapped.target.columns[name].is_moment
    ]
    connection.execute(
        _SQL["make_read"].format(
            read=_read_table(mapped, schema=False),
            values=values,
            mapped=mapped.identifier,
            line=sql.Identifier(LINE),
            times=sql.Identifier(TIMES),
            when=sql.Identifier(WHEN),
            first=sql.SQL("least({})").format(sql.SQL(", ").join(moments)) if moments else sql.SQL("null::timestamptz"),
            reasons=sql.SQL(", ").join(_reason(reading) for reading in readings),
        )
    )


def _reason(reading: _Reading) -> sql.Composed:
    """Why a row cannot be read for this column, null where it can."""
    name, text = sql.Identifier(reading.name), sql.SQL("m.{}").format(sql.Identifier(reading.name))
    empty = sql.SQL("when nullif(btrim({}), '') is null then {}").format(
        text, sql.Literal(f"{reading.name} is empty") if reading.required else sql.SQL("null")
    )
    return sql.SQL("case {} when r.{} is null then {} || {} end").format(
        empty, name, sql.Literal(f"{reading.name}: "), reading.reason
    )


def _keep_each_key_once(connection: psycopg.Connection, mapped: Mapped) -> Typed:
    target, columns = mapped.target, mapped.columns
    named = [name for name in target.natural if name in columns] or list(columns)
    identity = sql.SQL("md5(row({})::text)").format(sql.SQL(", ").join(map(sql.Identifier, named)))
    key, has_key = (sql.Identifier("id"), sql.SQL("id is not null")) if "id" in columns else (identity, sql.SQL("true"))
    others = [name for name in columns if name != "id"]
    order = sql.SQL("{} desc nulls last").format(sql.Identifier(LINE))
    if target.kept and all(part.split()[0] in columns for part in target.kept.split(", ")):
        order = sql.SQL("{}, {}").format(sql.SQL(target.kept), order)
    kept = connection.execute(
        _SQL["keep_each_key_once"].format(
            typed=sql.Identifier(f"typed {target.name}"),
            read=_read_table(mapped),
            key=key,
            has_key=has_key,
            columns=sql.SQL("").join(sql.SQL(", {}").format(sql.Identifier(name)) for name in others),
            when=sql.Identifier(WHEN),
            line=sql.Identifier(LINE),
            order=order,
        )
    ).rowcount
    every = _count(connection, _SQL["count_read"].format(read=_read_table(mapped), has_key=has_key))
    different = kept
    if every > kept and set(columns) != set(named):
        given = sql.SQL(", ").join(map(sql.Identifier, columns))
        different = _count(
            connection, _SQL["count_different"].format(read=_read_table(mapped), has_key=has_key, columns=given)
        )
    if target.is_named:
        every = different
    connection.execute(sql.SQL("drop table {}").format(_read_table(mapped)))
    return Typed(target, ("id", *others), kept, repeated=every - different, overruled=different - kept)


def _count(connection: psycopg.Connection, query: sql.Composed) -> int:
    row = connection.execute(query).fetchone()
    return int(row[0]) if row else 0


def _read_table(mapped: Mapped, *, schema: bool = True) -> sql.Identifier:
    name = f"read {mapped.target.name}"
    return sql.Identifier("pg_temp", name) if schema else sql.Identifier(name)


def evidence(typed: Typed) -> list[str]:
    """How the columns of a table were read, in words."""
    return [
        phrase("{table}.{column}: {said}", table=typed.target.name, column=decision.column, said=decision.evidence)
        for decision in typed.decisions
    ]

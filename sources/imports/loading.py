"""Typed rows become a source's rows: what differs from this recipe's last import is written, and nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import psycopg
from psycopg import sql

from db.statements import statements_beside
from sources.imports.casting import WHEN, Typed
from sources.imports.keys import make_uuids
from sources.imports.recipe import Recipe
from sources.imports.staging import FILE_LINES, LINE
from sources.imports.targets import FIRST, KEY, NOW, ZONE, Column, Target, targets

_SQL = statements_beside(__file__)


@dataclass(frozen=True)
class Written:
    """What an import did to one table."""

    table: str
    rows: int
    """Rows of this recipe that are there now."""
    inserted: int = 0
    updated: int = 0
    deleted: int = 0


def reject_orphans(
    connection: psycopg.Connection, recipe: Recipe, typed: Mapping[str, Typed], files: Mapping[str, Sequence[str]]
) -> None:
    """Rows that name a row which is not there, or cannot be read, are rejected; nothing but its key can make it."""
    tables = targets(recipe.source)
    for name, target in tables.items():
        for column, parent in target.parents.items():
            if name not in typed or column not in typed[name].columns or tables[parent].can_be_implied:
                continue
            gone = connection.execute(
                _SQL["reject_orphans"].format(
                    typed=typed[name].identifier,
                    column=sql.Identifier(column),
                    parents=typed[parent].identifier,
                    table=sql.Literal(name),
                    said=sql.Literal(f"{column}: {parent} "),
                    files=sql.Literal(list(files[name])),
                    file_lines=sql.Literal(FILE_LINES),
                )
            ).rowcount
            typed[name].rows -= gone
            typed[name].rejected += gone


def complete(connection: psycopg.Connection, recipe: Recipe, typed: Mapping[str, Typed]) -> dict[str, Typed]:
    """Adds parents that only their children name, and each row's first moment; parents before children."""
    every = dict(typed)
    tables = targets(recipe.source)
    for target in reversed(list(tables.values())):
        children = [
            (every[child.name], column)
            for child in tables.values()
            if child.name in every
            for column, parent in child.parents.items()
            if parent == target.name and column in every[child.name].columns
        ]
        if not children:
            continue
        if target.name not in every:
            _create_empty(connection, target)
            every[target.name] = Typed(target, ("id",), 0)
        if target.can_be_implied:
            _imply(connection, every[target.name], children)
    return {name: every[name] for name in tables if name in every}


def load(connection: psycopg.Connection, recipe: Recipe, typed: Mapping[str, Typed], zone: str) -> list[Written]:
    """Writes the difference; inside the caller's transaction, so that a killed import leaves nothing."""
    make_uuids(connection, recipe.name, list(typed.values()))
    earliest = _earliest(connection, list(typed.values()))
    tables = targets(recipe.source)
    for target in tables.values():
        if target.name in typed:
            _make_final(connection, recipe, typed[target.name], earliest, zone)
    # What is new comes first and what is gone goes last, since a row may move from one parent to another.
    changed = {name: _write(connection, recipe, tables[name]) for name in tables if name in typed}
    deleted = {
        target.name: _delete(connection, recipe, target, target.name in typed)
        for target in reversed(list(tables.values()))
    }
    written = []
    for target in tables.values():
        rows = connection.execute(
            sql.SQL("select count(*) from {} where recipe = {}").format(target.identifier, sql.Literal(recipe.name))
        ).fetchone()
        there = int(rows[0]) if rows else 0
        if there or deleted[target.name]:
            written.append(Written(target.name, there, *changed.get(target.name, (0, 0)), deleted[target.name]))
    return written


def forget(connection: psycopg.Connection, recipe: str, source: str) -> list[Written]:
    """Takes away all rows that a recipe brought."""
    written = []
    for target in reversed(list(targets(source).values())):
        statement = sql.SQL("delete from {} where recipe = {}").format(target.identifier, sql.Literal(recipe))
        gone = connection.execute(statement).rowcount
        if gone:
            written.append(Written(target.name, 0, deleted=gone))
    return written[::-1]


def _create_empty(connection: psycopg.Connection, target: Target) -> None:
    connection.execute(
        _SQL["create_empty"].format(
            typed=sql.Identifier(f"typed {target.name}"), when=sql.Identifier(WHEN), line=sql.Identifier(LINE)
        )
    )


def _imply(connection: psycopg.Connection, typed: Typed, children: Sequence[tuple[Typed, str]]) -> None:
    named = sql.SQL(" union all ").join(
        sql.SQL("select {column} as id, {when} as moment from {child} where {column} is not null").format(
            column=sql.Identifier(column), when=sql.Identifier(WHEN), child=child.identifier
        )
        for child, column in children
    )
    parts = {"typed": typed.identifier, "when": sql.Identifier(WHEN), "named": named}
    connection.execute(_SQL["date_parents"].format(**parts))
    typed.rows += connection.execute(_SQL["imply_parents"].format(**parts)).rowcount


def _earliest(connection: psycopg.Connection, every: Sequence[Typed]) -> sql.Literal:
    moments = [
        connection.execute(sql.SQL("select min({}) from {}").format(sql.Identifier(WHEN), one.identifier)).fetchone()
        for one in every
    ]
    known = [row[0] for row in moments if row and row[0] is not None]
    return sql.Literal(min(known) if known else None)


def _make_final(connection: psycopg.Connection, recipe: Recipe, typed: Typed, earliest: sql.Literal, zone: str) -> None:
    """A temporary table `final …` of rows as the source has them."""
    target = typed.target
    joins: list[sql.Composable] = []
    values = []
    for number, column in enumerate(target.fields):
        value = _value(recipe, typed, column, earliest, zone, joins, f"u{number}")
        values.append(sql.SQL("{} as {}").format(value, sql.Identifier(column.name)))
    connection.execute(
        _SQL["make_final"].format(
            final=sql.Identifier(f"final {target.name}"),
            values=sql.SQL(", ").join(values),
            typed=typed.identifier,
            joins=sql.SQL(" ").join(joins),
            target=target.identifier,
            key=_value(recipe, typed, target.key, earliest, zone, [], "u0"),
        )
    )


def _value(
    recipe: Recipe,
    typed: Typed,
    column: Column,
    earliest: sql.Literal,
    zone: str,
    joins: list[sql.Composable],
    alias: str,
) -> sql.Composable:
    own = sql.SQL("typed.{}").format(sql.Identifier(column.name))
    if column is typed.target.key or ((column.parent or column.names) and column.name in typed.columns):
        if not column.is_uuid:
            return sql.SQL("{} || {}").format(sql.Literal(f"{recipe.name}:"), own)
        kind = column.parent or column.names or typed.target.name
        joins.append(
            sql.SQL("left join pg_temp.uuids as {a} on {a}.kind = {kind} and {a}.name = {own}").format(
                a=sql.Identifier(alias), kind=sql.Literal(kind), own=own
            )
        )
        return sql.SQL("{}.id").format(sql.Identifier(alias))
    if not column.otherwise:
        value: sql.Composable = own if column.name in typed.columns else sql.SQL("null")
        return _of_type(column, value)
    other = {
        FIRST: sql.SQL("typed.{}").format(sql.Identifier(WHEN)),
        NOW: sql.SQL("null::timestamptz"),
        KEY: sql.SQL("typed.id"),
        ZONE: sql.Literal(zone),
    }.get(column.otherwise) or sql.SQL(column.otherwise)
    value = sql.SQL("coalesce({}, {})").format(own, other) if column.name in typed.columns else other
    if column.otherwise == FIRST:
        # Where no moment is known at all, the row keeps the one that it had.
        kept = sql.SQL("known.{}").format(sql.Identifier(column.name))
        if column.type != "timestamptz":
            kept = sql.SQL("({} at time zone 'UTC')").format(kept)
        value = sql.SQL("coalesce({}, {}, {}, now())").format(value, earliest, kept)
    if column.otherwise == NOW:
        value = sql.SQL("coalesce({}, now())").format(value)
    return _of_type(column, value)


def _of_type(column: Column, value: sql.Composable) -> sql.Composable:
    kind = sql.SQL(column.type)
    if column.is_moment and column.type != "timestamptz":
        return sql.SQL("(({})::timestamptz at time zone 'UTC')::{}").format(value, kind)
    return sql.SQL("({})::{}").format(value, kind)


def _delete(connection: psycopg.Connection, recipe: Recipe, target: Target, filled: bool) -> int:
    kept: sql.Composable = sql.SQL("")
    if filled:
        kept = sql.SQL("and not exists (select from {} as final where final.id = there.id)").format(_final(target))
    return connection.execute(
        _SQL["delete"].format(target=target.identifier, recipe=sql.Literal(recipe.name), kept=kept)
    ).rowcount


def _write(connection: psycopg.Connection, recipe: Recipe, target: Target) -> tuple[int, int]:
    """How many rows are new, and how many differ."""
    names = [sql.Identifier(column.name) for column in target.fields]
    compared = [
        sql.Identifier(column.name)
        for column in target.fields
        if column is not target.key and not (column.otherwise == NOW and not _is_given(recipe, target, column))
    ]
    parts = {
        "target": target.identifier,
        "final": _final(target),
        "columns": sql.SQL(", ").join(names),
        "recipe": sql.Literal(recipe.name),
        "assignments": sql.SQL(", ").join(sql.SQL("{0} = final.{0}").format(name) for name in names[1:]),
        "there": sql.SQL(", ").join(sql.SQL("there.{}").format(name) for name in compared),
        "finals": sql.SQL(", ").join(sql.SQL("final.{}").format(name) for name in compared),
    }
    updated = connection.execute(_SQL["update"].format(**parts)).rowcount
    return connection.execute(_SQL["insert"].format(**parts)).rowcount, updated


def _is_given(recipe: Recipe, target: Target, column: Column) -> bool:
    section = recipe.section_of(target.name)
    return section is not None and column.name in section.columns


def _final(target: Target) -> sql.Identifier:
    return sql.Identifier("pg_temp", f"final {target.name}")


def preview(connection: psycopg.Connection, typed: Typed, rows: int, *, with_key: bool) -> list[dict[str, object]]:
    """The first rows of a table as they were read, by the names of its columns."""
    columns = [name for name in typed.columns if with_key or name != typed.target.key.name]
    with connection.cursor(row_factory=psycopg.rows.dict_row) as cursor:
        cursor.execute(
            sql.SQL("select {} from {} order by {} limit {}").format(
                sql.SQL(", ").join(map(sql.Identifier, columns)),
                typed.identifier,
                sql.Identifier(LINE),
                sql.Literal(rows),
            )
        )
        return list(cursor)

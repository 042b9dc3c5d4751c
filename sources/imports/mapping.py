"""From a staging table to the columns of a target: what a recipe's headers and expressions say of each row, as text.

It is computed by a role that sees nothing but staging tables, since a recipe may come from anybody.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import psycopg
from psycopg import sql

from db.phrase import phrase
from sources.imports.errors import WrongExpression
from sources.imports.recipe import Section
from sources.imports.staging import LINE, Staged
from sources.imports.targets import Target

TIMES = "_times"
"""The column that says for how many rows of the file one stands."""


@dataclass(frozen=True)
class Mapped:
    """A temporary table of one text for each column that the recipe gives, and where each row stood.

    Of a table whose rows others name, the same row again is not there again.
    """

    section: Section
    target: Target
    staged: Staged
    rows: int
    """Rows of the file that count, repeated ones included."""
    left_out: int
    """Rows that do not fulfil the section's `where`."""

    @property
    def identifier(self) -> sql.Identifier:
        return mapped_table(self.target)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that the recipe gives, in the target's order."""
        return tuple(name for name in self.target.columns if name in self.section.columns)


def mapped_table(target: Target) -> sql.Identifier:
    """Where a target's rows are as texts."""
    return sql.Identifier("pg_temp", f"mapped {target.name}")


def map_rows(
    owner: psycopg.Connection, mapper: psycopg.Connection, section: Section, target: Target, staged: Staged
) -> Mapped:
    """Computes a section's columns, and keeps them with the owner. Raises WrongExpression."""
    rows = _Rows(mapper, section, staged)
    given = [name for name in target.columns if name in section.columns]
    expressions = {name: rows.value(name, section.columns[name]) for name in given}
    counted, left_out = rows.count()
    definition = sql.SQL(", ").join(sql.SQL("{} text").format(sql.Identifier(name)) for name in given)
    place = sql.SQL("{} bigint, {} bigint").format(sql.Identifier(LINE), sql.Identifier(TIMES))
    owner.execute(sql.SQL("drop table if exists {}").format(mapped_table(target)))
    owner.execute(sql.SQL("create temporary table {} ({}, {})").format(_unqualified(target), definition, place))
    line, group = sql.SQL("{}, 1").format(rows.line), sql.Composed([])
    if target.is_named:
        # A log names its people in every line; where one cannot be read, its last line says so.
        line, group = sql.SQL("max({}), count(*)").format(rows.line), _group_by(len(given))
    query = sql.SQL("{} select {}, {} from {} as file where {} {}").format(
        rows.steps, sql.SQL(", ").join(expressions.values()), line, rows.relation, rows.condition, group
    )
    with owner.cursor() as into, mapper.cursor() as from_:
        try:
            with (
                from_.copy(sql.SQL("copy ({}) to stdout").format(query)) as out,
                into.copy(sql.SQL("copy {} from stdin").format(mapped_table(target))) as copy,
            ):
                for data in out:
                    copy.write(data)
        except psycopg.errors.QueryCanceled as error:
            raise WrongExpression(
                phrase("[{table}]: its expressions took longer than a minute; make them simpler.", table=target.name)
            ) from error
        except psycopg.Error as error:
            said = _said(error)
            raise WrongExpression(
                phrase("[{table}]: an expression fails in one of the rows: {said}.", table=target.name, said=said)
            ) from error
    owner.execute(sql.SQL("analyze {}").format(mapped_table(target)))
    return Mapped(section, target, staged, counted, left_out)


class _Rows:
    """What a section takes its columns from."""

    def __init__(self, mapper: psycopg.Connection, section: Section, staged: Staged) -> None:
        self._mapper, self._section, self._staged = mapper, section, staged
        file = sql.SQL("with file as (select * from {})").format(staged.identifier)
        self.steps: sql.Composable = file
        self.relation: sql.Composable = sql.SQL("file")
        self.header: Sequence[str] = (*staged.header, LINE)
        if section.rows:
            # Every text of a recipe goes into the statement as it is: the role that runs it can do no harm.
            self.steps = sql.SQL("{}, made as ({})").format(file, _written(section.rows))
            self.relation = sql.SQL("made")
            self.header = self._columns()
        self.line = sql.Identifier(LINE) if LINE in self.header else sql.SQL("null::bigint")
        self.condition: sql.Composable = sql.SQL("true")
        if section.where:
            self._try("where", _written(section.where))
            self.condition = sql.SQL("coalesce(({}), false)").format(_written(section.where))

    def value(self, column: str, given: str) -> sql.Composable:
        """The text of a column: a header's, else an expression's."""
        named = [name for name in self.header if name == given] or [
            name for name in self.header if name.strip().casefold() == given.strip().casefold()
        ]
        if named:
            return sql.SQL("{}::text").format(sql.Identifier(named[0]))
        expression = sql.SQL("({})::text").format(_written(given))
        self._try(column, expression)
        return expression

    def count(self) -> tuple[int, int]:
        """How many rows count, and how many are left out."""
        row = self._run(
            "where",
            sql.SQL("{} select count(*) filter (where {}), count(*) from {} as file").format(
                self.steps, self.condition, self.relation
            ),
        ).fetchone()
        counted, every = row or (0, 0)
        return counted, every - counted

    def _columns(self) -> Sequence[str]:
        found = self._run("rows", sql.SQL("{} select * from made limit 0").format(self.steps))
        return [column.name for column in found.description or ()]

    def _try(self, column: str, expression: sql.Composable) -> None:
        self._run(column, sql.SQL("{} select {} from {} as file limit 0").format(self.steps, expression, self.relation))

    def _run(self, column: str, query: sql.Composed) -> psycopg.Cursor:
        try:
            # The binary protocol takes one statement, and not what stands behind a semicolon.
            return self._mapper.execute(query, binary=True)
        except psycopg.errors.QueryCanceled as error:
            raise WrongExpression(
                phrase(
                    "[{table}] {column}: it took longer than a minute; make it simpler.",
                    table=self._section.table,
                    column=column,
                )
            ) from error
        except psycopg.Error as error:
            raise _refused(self._section.table, column, error, self._staged.every_header) from error


def _refused(table: str, column: str, error: psycopg.Error, header: Sequence[str]) -> WrongExpression:
    return WrongExpression(
        phrase(
            "[{table}] {column}: {said}. It is no header, and no SQL over headers; the headers are {header}.",
            table=table,
            column=column,
            said=_said(error),
            header=", ".join(f'"{name}"' for name in header[:40]),
        )
    )


def _said(error: psycopg.Error) -> str:
    return error.diag.message_primary or " ".join(str(error).split())


def _group_by(columns: int) -> sql.Composed:
    return sql.SQL("group by {}").format(sql.SQL(", ").join(sql.Literal(number) for number in range(1, columns + 1)))


def _written(text: str) -> sql.SQL:
    return sql.SQL(text)


def _unqualified(target: Target) -> sql.Identifier:
    return sql.Identifier(f"mapped {target.name}")

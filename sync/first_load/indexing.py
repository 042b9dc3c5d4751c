"""Builds what an incoming table lacks once its rows are there: required values, checks, indexes, keys, statistics.

A row that breaks one of them leaves the table: the later comparison with the source finds it missing, and puts it in
quarantine with its reason.
"""

from collections.abc import Callable, Iterator

import psycopg
from psycopg import sql

from db.statements import statements_beside
from sync.endpoints.table import Table
from sync.first_load.definition import Definition
from sync.first_load.orphans import remove_orphans

_SQL = statements_beside(__file__)

Action = Callable[[psycopg.Connection], None]

_SORTING = "8MB"
"""Memory for building an index: runs that fit into the processor's cache sort in half the time of larger ones."""

_JOINING = "128MB"
"""Memory for validating a foreign key, which hashes all keys of the parent."""


def tune(connection: psycopg.Connection) -> None:
    """Prepares a lane's connection; the lanes are the parallelism."""
    connection.execute(
        "set max_parallel_maintenance_workers = 0; set lock_timeout = '60s'; set statement_timeout = 0; "
        "set search_path = pg_catalog"
    )


def require_values(table: Table, wanted: Definition) -> Iterator[Action]:
    """Rows without a value that they must have leave; the keys' comparison finds and explains them later."""

    def act(connection: psycopg.Connection) -> None:
        requirement = sql.SQL("alter table {} {}").format(
            table.identifier,
            sql.SQL(", ").join(
                sql.SQL("alter column {} set not null").format(sql.Identifier(column)) for column in wanted.required
            ),
        )
        try:
            connection.execute(requirement)
        except psycopg.errors.NotNullViolation:
            missing = sql.SQL(" or ").join(
                sql.SQL("{} is null").format(sql.Identifier(column)) for column in wanted.required
            )
            connection.execute(sql.SQL("delete from {} where {}").format(table.identifier, missing))
            connection.execute(requirement)

    yield act


def add_checks(table: Table, wanted: Definition) -> Iterator[Action]:
    """Rows that break a rule of the replica leave, to be found and explained later."""

    def act(connection: psycopg.Connection) -> None:
        for name, condition in wanted.checks:
            if _has_constraint(connection, table, name):
                continue
            rule = sql.SQL("alter table {} add constraint {} check ({})").format(
                table.identifier, sql.Identifier(name), sql.SQL(condition)
            )
            try:
                connection.execute(rule)
            except psycopg.errors.CheckViolation:
                _execute(
                    connection, sql.SQL("delete from {} where not ({})").format(table.identifier, sql.SQL(condition))
                )
                connection.execute(rule)

    yield act


def build_indexes(table: Table, wanted: Definition) -> Iterator[Action]:
    """All indexes, side by side."""
    for unique in wanted.unique_indexes:
        yield _unique_builder(table, *unique)
    for index in wanted.indexes:
        yield _index_builder(table, *index)


def analyze(table: Table, _wanted: Definition) -> Iterator[Action]:
    """The planner's statistics, not beside the indexes, whose locks it would wait for.

    Also which pages everybody can see whole, so that facts and counts are read from the indexes alone.
    """
    yield lambda connection: _execute(connection, sql.SQL("vacuum (analyze) {}").format(table.identifier))


def add_keys(table: Table, wanted: Definition) -> Iterator[Action]:
    """Declares the unique indexes as keys."""

    def act(connection: psycopg.Connection) -> None:
        for name, role in wanted.keys:
            if not _has_constraint(connection, table, name):
                _execute(
                    connection,
                    sql.SQL("alter table {} add constraint {} {} using index {}").format(
                        table.identifier, sql.Identifier(name), sql.SQL(role), sql.Identifier(name)
                    ),
                )

    yield act


def add_foreign_keys(table: Table, wanted: Definition) -> Iterator[Action]:
    """Ties the table to its parents, unchecked: all tables are tied before the first row without a parent leaves."""

    def act(connection: psycopg.Connection) -> None:
        for name, text in wanted.foreign_keys:
            if not _has_constraint(connection, table, name):
                _execute(
                    connection,
                    sql.SQL("alter table {} add constraint {} {} not valid").format(
                        table.identifier, sql.Identifier(name), sql.SQL(text)
                    ),
                )

    yield act


def check_foreign_keys(table: Table, wanted: Definition) -> Iterator[Action]:
    """Rows without a parent leave, to be found and explained later."""

    def act(connection: psycopg.Connection) -> None:
        _give_memory(connection, _JOINING)
        for name, _ in wanted.foreign_keys:
            validation = sql.SQL("alter table {} validate constraint {}").format(table.identifier, sql.Identifier(name))
            try:
                connection.execute(validation)
            except psycopg.errors.ForeignKeyViolation:
                remove_orphans(connection, table)
                connection.execute(validation)

    yield act


STEPS = (require_values, add_checks, build_indexes, add_keys, analyze, add_foreign_keys, check_foreign_keys)
"""In this order, each begun when the one before has ended for every table; the actions of one may run side by side."""


def _unique_builder(table: Table, name: str, statement: str, columns: tuple[str, ...]) -> Action:
    def act(connection: psycopg.Connection) -> None:
        if _has_index(connection, table, name):
            return
        _give_memory(connection, _SORTING)
        try:
            _execute(connection, sql.SQL(statement))
        except psycopg.errors.UniqueViolation:
            # Which copy is the right one, the snapshot knows: all of them leave, and are fetched again by key.
            listed = sql.SQL(", ").join(map(sql.Identifier, columns))
            connection.execute(_SQL["delete_duplicates"].format(table=table.identifier, columns=listed))
            _execute(connection, sql.SQL(statement))

    return act


def _index_builder(table: Table, name: str, statement: str, comment: str | None) -> Action:
    def act(connection: psycopg.Connection) -> None:
        if not _has_index(connection, table, name):
            _give_memory(connection, _SORTING)
            _execute(connection, sql.SQL(statement))
        index = sql.Identifier(table.current_schema, name)
        _execute(connection, sql.SQL("comment on index {} is {}").format(index, sql.Literal(comment)))

    return act


def _has_index(connection: psycopg.Connection, table: Table, name: str) -> bool:
    row = connection.execute(
        "select to_regclass(format('%%I.%%I', %s::text, %s::text)) is not null", [table.current_schema, name]
    ).fetchone()
    return row == (True,)


def _has_constraint(connection: psycopg.Connection, table: Table, name: str) -> bool:
    row = connection.execute(
        "select exists(select from pg_constraint where conname = %s "
        "and conrelid = to_regclass(format('%%I.%%I', %s::text, %s::text)))",
        [name, table.current_schema, table.name],
    ).fetchone()
    return row == (True,)


def _give_memory(connection: psycopg.Connection, amount: str) -> None:
    connection.execute("select set_config('maintenance_work_mem', %s, false)", [amount])


def _execute(connection: psycopg.Connection, statement: sql.SQL | sql.Composed) -> None:
    connection.execute(statement)

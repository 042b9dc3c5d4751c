"""The hidden tables of a first load: made like the empty ones, filled without keys, then given all that those have."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import psycopg
from psycopg import sql

from db.warehouse import SYNC
from sync.catalogue import Table, columns_of, replica
from sync.specifications import SourceSpecification, TableSpecification

BATCH_ROWS = 20_000
"""Rows between two words about progress."""

Action = Callable[[psycopg.Connection], None]


def home_of(source: SourceSpecification) -> str:
    """The schema that no reader sees."""
    return f"incoming_{source.name}"


def open_table(owner: psycopg.Connection, source: SourceSpecification, specification: TableSpecification) -> Table:
    """The hidden table of a replica: that of an interrupted load while its columns fit, else a new one."""
    real = replica(owner, source.schema, specification)
    home = home_of(source)
    table = Table(real.schema, home, specification, real.columns, real.key, real.parents)
    if columns_of(owner, home, table.name) != real.columns:
        with owner.transaction():
            discard(owner, source.name, table)
            owner.execute(
                sql.SQL(
                    "create table {} (like {} including defaults including generated including comments) "
                    # What is full in a minute need not be tidied up meanwhile.
                    "with (autovacuum_enabled = off)"
                ).format(table.identifier, real.identifier)
            )
            for column in real.columns:
                owner.execute(
                    sql.SQL("alter table {} alter column {} drop not null").format(
                        table.identifier, sql.Identifier(column)
                    )
                )
            owner.execute(
                sql.SQL("grant select, insert, update, delete, truncate on {} to {}").format(
                    table.identifier, sql.Identifier(SYNC)
                )
            )
    return table


def with_parents(owner: psycopg.Connection, table: Table) -> Table:
    """The hidden table, once its foreign keys are there: some of its parents are hidden too."""
    found = replica(owner, table.schema, table.specification, table.home)
    return replace(found, portable=table.portable)


def discard(owner: psycopg.Connection, source: str, table: Table) -> None:
    """Forgets a hidden table and how far it was loaded."""
    owner.execute(sql.SQL("drop table if exists {} cascade").format(table.identifier))
    owner.execute('delete from ops.first_load_chunk where source = %s and "table" = %s', [source, table.name])


def tune(connection: psycopg.Connection) -> None:
    """Gives building indexes room; the lanes are the parallelism."""
    connection.execute(
        "set maintenance_work_mem = '256MB'; set max_parallel_maintenance_workers = 0; set lock_timeout = '60s'; "
        "set statement_timeout = 0; set search_path = pg_catalog"
    )


@dataclass(frozen=True)
class Definition:
    """What a replica has beyond its columns, as SQL for its hidden twin."""

    required: tuple[str, ...]
    unique_indexes: tuple[tuple[str, str, tuple[str, ...]], ...]
    """Name, statement, columns."""
    indexes: tuple[tuple[str, str, str | None], ...]
    """Name, statement, comment."""
    keys: tuple[tuple[str, str], ...]
    """Name and the index's role: primary key or unique."""
    foreign_keys: tuple[tuple[str, str], ...]
    """Name, definition."""


def definition(connection: psycopg.Connection, table: Table) -> Definition:
    """Reads the replica's own catalogue entries, retargeted at the hidden table."""
    place = {"schema": table.schema, "home": table.home, "name": table.name}
    required = connection.execute(
        "select attname from pg_attribute where attnum > 0 and not attisdropped and attnotnull "
        "and attrelid = to_regclass(format('%%I.%%I', %(schema)s::text, %(name)s::text))",
        place,
    ).fetchall()
    indexes = connection.execute(
        """
        select
            pg_class.relname,
            replace(
                pg_get_indexdef(indexrelid),
                format(' ON %%I.%%I ', %(schema)s::text, %(name)s::text),
                format(' ON %%I.%%I ', %(home)s::text, %(name)s::text)
            ),
            indisunique,
            array(select attname from pg_attribute where attrelid = indrelid and attnum = any(indkey) order by attnum),
            obj_description(indexrelid, 'pg_class'),
            case pg_constraint.contype when 'p' then 'primary key' when 'u' then 'unique' end
        from pg_index
        inner join pg_class on pg_class.oid = indexrelid
        left join pg_constraint on conindid = indexrelid and conrelid = indrelid and contype in ('p', 'u')
        where indrelid = to_regclass(format('%%I.%%I', %(schema)s::text, %(name)s::text))
        order by pg_class.relname
        """,
        place,
    ).fetchall()
    foreign_keys = connection.execute(
        """
        select
            conname,
            replace(
                pg_get_constraintdef(pg_constraint.oid),
                format(' REFERENCES %%I.%%I(', %(schema)s::text, parent.relname),
                format(' REFERENCES %%I.%%I(', coalesce(arriving.home, %(schema)s::text), parent.relname)
            )
        from pg_constraint
        inner join pg_class as parent on parent.oid = confrelid
        left join lateral (
            select %(home)s::text as home
            where to_regclass(format('%%I.%%I', %(home)s::text, parent.relname)) is not null
        ) as arriving on true
        where conrelid = to_regclass(format('%%I.%%I', %(schema)s::text, %(name)s::text)) and contype = 'f'
        order by conname
        """,
        place,
    ).fetchall()
    return Definition(
        tuple(row[0] for row in required),
        tuple((name, statement, tuple(columns)) for name, statement, unique, columns, _, _ in indexes if unique),
        tuple((name, statement, comment) for name, statement, unique, _, comment, _ in indexes if not unique),
        tuple((row[0], row[5]) for row in indexes if row[5]),
        tuple(foreign_keys),
    )


def require_values(table: Table, found: Definition) -> Iterator[Action]:
    """Rows without a value that they must have leave; the keys' comparison finds and explains them later."""

    def act(connection: psycopg.Connection) -> None:
        requirement = sql.SQL("alter table {} {}").format(
            table.identifier,
            sql.SQL(", ").join(
                sql.SQL("alter column {} set not null").format(sql.Identifier(column)) for column in found.required
            ),
        )
        try:
            connection.execute(requirement)
        except psycopg.errors.NotNullViolation:
            missing = sql.SQL(" or ").join(
                sql.SQL("{} is null").format(sql.Identifier(column)) for column in found.required
            )
            connection.execute(sql.SQL("delete from {} where {}").format(table.identifier, missing))
            connection.execute(requirement)

    yield act


def build_indexes(table: Table, found: Definition) -> Iterator[Action]:
    """All indexes, side by side."""
    for unique in found.unique_indexes:
        yield _unique_builder(table, *unique)
    for index in found.indexes:
        yield _index_builder(table, *index)


def analyze(table: Table, _found: Definition) -> Iterator[Action]:
    """The planner's statistics; not beside the indexes, whose locks it would wait for."""
    yield lambda connection: _execute(connection, sql.SQL("analyze {}").format(table.identifier))


def add_keys(table: Table, found: Definition) -> Iterator[Action]:
    """Declares the unique indexes as keys."""

    def act(connection: psycopg.Connection) -> None:
        for name, role in found.keys:
            if not _has_constraint(connection, table, name):
                _execute(
                    connection,
                    sql.SQL("alter table {} add constraint {} {} using index {}").format(
                        table.identifier, sql.Identifier(name), sql.SQL(role), sql.Identifier(name)
                    ),
                )

    yield act


def add_foreign_keys(table: Table, found: Definition) -> Iterator[Action]:
    """Ties the table to its parents; rows without a parent leave, to be found and explained later."""

    def act(connection: psycopg.Connection) -> None:
        for name, text in found.foreign_keys:
            constraint = sql.Identifier(name)
            if not _has_constraint(connection, table, name):
                _execute(
                    connection,
                    sql.SQL("alter table {} add constraint {} {} not valid").format(
                        table.identifier, constraint, sql.SQL(text)
                    ),
                )
            validation = sql.SQL("alter table {} validate constraint {}").format(table.identifier, constraint)
            try:
                connection.execute(validation)
            except psycopg.errors.ForeignKeyViolation:
                _remove_orphans(connection, table)
                connection.execute(validation)

    yield act


STEPS = (require_values, build_indexes, add_keys, analyze, add_foreign_keys)
"""In this order; the actions of one step may run side by side."""


def _unique_builder(table: Table, name: str, statement: str, columns: tuple[str, ...]) -> Action:
    def act(connection: psycopg.Connection) -> None:
        if _has_index(connection, table, name):
            return
        try:
            _execute(connection, sql.SQL(statement))
        except psycopg.errors.UniqueViolation:
            # Which copy is the right one, the snapshot knows: all of them leave, and are fetched again by key.
            listed = sql.SQL(", ").join(map(sql.Identifier, columns))
            _execute(
                connection,
                sql.SQL(
                    "delete from {table} where ({listed}) in "
                    "(select {listed} from {table} group by {listed} having count(*) > 1)"
                ).format(table=table.identifier, listed=listed),
            )
            _execute(connection, sql.SQL(statement))

    return act


def _index_builder(table: Table, name: str, statement: str, comment: str | None) -> Action:
    def act(connection: psycopg.Connection) -> None:
        if not _has_index(connection, table, name):
            _execute(connection, sql.SQL(statement))
        _execute(
            connection,
            sql.SQL("comment on index {} is {}").format(sql.Identifier(table.home, name), sql.Literal(comment)),
        )

    return act


def _remove_orphans(connection: psycopg.Connection, table: Table) -> None:
    for parent in table.parents:
        home = parent_home(connection, table, parent.table)
        _execute(
            connection,
            sql.SQL(
                "delete from {child} as child where child.{column} is not null "
                "and not exists (select from {parent} as parent where parent.{key} = child.{column})"
            ).format(
                child=table.identifier,
                parent=sql.Identifier(home, parent.table),
                column=sql.Identifier(parent.column),
                key=sql.Identifier(parent.key),
            ),
        )


def parent_home(connection: psycopg.Connection, table: Table, parent: str) -> str:
    """Where a parent's rows are: beside the hidden table, or published already."""
    beside = connection.execute(
        "select to_regclass(format('%%I.%%I', %s::text, %s::text)) is not null", [table.home, parent]
    ).fetchone()
    return table.home if beside == (True,) else table.schema


def _has_index(connection: psycopg.Connection, table: Table, name: str) -> bool:
    found = connection.execute(
        "select to_regclass(format('%%I.%%I', %s::text, %s::text)) is not null", [table.home, name]
    ).fetchone()
    return found == (True,)


def _has_constraint(connection: psycopg.Connection, table: Table, name: str) -> bool:
    found = connection.execute(
        "select exists(select from pg_constraint where conname = %s "
        "and conrelid = to_regclass(format('%%I.%%I', %s::text, %s::text)))",
        [name, table.home, table.name],
    ).fetchone()
    return found == (True,)


def _execute(connection: psycopg.Connection, statement: sql.SQL | sql.Composed) -> None:
    connection.execute(statement)

"""What a replica has beyond its columns (keys, indexes, foreign keys, checks), as SQL for a first load."""

from dataclasses import dataclass

import psycopg

from sync.endpoints.table import Table


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
    checks: tuple[tuple[str, str], ...]
    """Name, condition that every row meets."""


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
    checks = connection.execute(
        "select conname, pg_get_expr(conbin, conrelid) from pg_constraint where contype = 'c' "
        "and conrelid = to_regclass(format('%%I.%%I', %(schema)s::text, %(name)s::text)) order by conname",
        place,
    ).fetchall()
    return Definition(
        tuple(row[0] for row in required),
        tuple((name, statement, tuple(columns)) for name, statement, unique, columns, _, _ in indexes if unique),
        tuple((name, statement, comment) for name, statement, unique, _, comment, _ in indexes if not unique),
        tuple((row[0], row[5]) for row in indexes if row[5]),
        tuple(foreign_keys),
        tuple(checks),
    )

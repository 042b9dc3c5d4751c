"""All rows of a warehouse as text, so that two warehouses can be compared by what they hold."""

from psycopg import sql

from tests.factories import Connection

Columns = dict[tuple[str, str], list[str]]
Content = dict[tuple[str, str], set[str]]

BOOKKEEPING = {
    *("derived_object", "derived_state", "schema_version", "migration", "data_version"),
    *("first_load_chunk", "pending_change"),
}
"""Tables of ops that say how the warehouse was made, or what is still to do, not what happened in it."""


def columns_of(connection: Connection, schemas: tuple[str, ...]) -> Columns:
    """The columns of every table and materialized view."""
    found = connection.execute(
        """
        select relnamespace::regnamespace::text, relname::text, array_agg(attname::text order by attnum)
        from pg_class
        inner join pg_attribute on attrelid = pg_class.oid and attnum > 0 and not attisdropped
        where relkind in ('r', 'm') and relnamespace::regnamespace::text = any (%s) and relname <> all (%s)
        group by 1, 2
        """,
        [list(schemas), list(BOOKKEEPING)],
    )
    return {(schema, table): names for schema, table, names in found}


def content_of(connection: Connection, columns: Columns) -> Content:
    """All rows of these columns, as text."""
    select = sql.SQL("select row({})::text from {}")
    return {
        table: {
            row
            for (row,) in connection.execute(
                select.format(sql.SQL(", ").join(map(sql.Identifier, names)), sql.Identifier(*table))
            )
        }
        for table, names in columns.items()
    }

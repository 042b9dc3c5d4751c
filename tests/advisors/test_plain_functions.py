"""A plain function costs what it says, and nothing for being called: it is written into the query that calls it."""

from tests.factories import Connection, rows

PLAIN = """
    select pg_proc.proname, array(select format_type(unnest(pg_proc.proargtypes), null))
    from pg_proc
    inner join pg_language on pg_language.oid = pg_proc.prolang
    where pg_proc.pronamespace = 'kpi'::regnamespace and pg_language.lanname = 'sql' and pg_proc.prokind = 'f'
        and pg_proc.provolatile = 'i' and not pg_proc.proretset and pg_proc.proconfig is null
"""


def test_plain_functions_are_written_into_the_query(connection: Connection) -> None:
    """PostgreSQL calls one row by row, ten times as dear, where what it says depends on more than it claims to."""
    found = rows(connection, PLAIN)
    assert len(found) > 4
    for name, types in found:
        columns = [f"argument_{number} {kind}" for number, kind in enumerate(types)]
        connection.execute(f"create temporary table given ({', '.join(columns)})".encode())
        arguments = ", ".join(column.split()[0] for column in columns)
        plan = rows(connection, f"explain verbose select kpi.{name}({arguments}) from given")
        assert not [line for (line,) in plan if f"{name}(" in line], name
        connection.execute("drop table given")


def test_months_are_counted_without_sorting_all_requests(connection: Connection) -> None:
    connection.execute("set local enable_sort = off")
    plan = [line for (line,) in rows(connection, "explain (costs off, verbose) select * from kpi.requests_by_month")]
    assert not [line for line in plan if "Sort" in line or "DISTINCT" in line]

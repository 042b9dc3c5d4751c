"""How long each ngeShare view takes at 1,000,000 attendances of 20,000 groups, on each server that is found.

The target is 500 ms a view. Each figure is the median of five `explain analyze select *` as the pages' role, planning
included, after one that warms the cache: all rows and columns are computed, and none is sent.
"""

import statistics
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from rich.console import Console
from rich.table import Table

from benchmarks.sync.servers import server_url
from db.address import libpq_url, postgres_url
from db.migrate import migrate
from db.settings import PROJECT
from db.warehouse import OWNER, READER, Warehouse
from tests import postgres_servers

GROUPS = 20_000
REPEATS = 5
TARGET_MS = 500.0

COUNTS = (
    'select (select count(*) from public."HangoutGroup"), (select count(*) from public."UserHangoutGroup"), '
    '(select count(*) from public."UserHangoutGroupAttendance"), (select count(*) from ngeshare.group_meetings)'
)


def main() -> None:
    """Prints one table: a row per view, a column per server."""
    console = Console(width=110)
    timings: dict[str, dict[str, float]] = {}
    sizes: tuple[int, ...] = ()
    for server, start in (("PostgreSQL 18", server_url), ("PostgreSQL 15", postgres_servers.debian)):
        if start is postgres_servers.debian and not postgres_servers.DEBIAN.exists():
            console.print("PostgreSQL 15 left out: Debian's binaries are not installed.")
            continue
        with start() as url, large_warehouse(url) as warehouse, warehouse.connect(READER) as connection:
            connection.execute("set jit = off; set statement_timeout = '60s'")
            sizes = connection.execute(COUNTS).fetchone() or ()
            timings[server] = {view: median_ms(connection, view) for view in views(connection)}
    print_table(console, timings, sizes)


@contextmanager
def large_warehouse(server_url: str) -> Iterator[Warehouse]:
    """A warehouse with the large organisation in it."""
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute("create database benchmark")
    warehouse = Warehouse(libpq_url(postgres_url(server_url, "warehouse_url").changed(dbname="benchmark")))
    migrate(warehouse)
    script = (PROJECT / "benchmarks" / "curriculum" / "organisation.sql").read_text(encoding="utf-8")
    with warehouse.connect(OWNER) as connection:
        with connection.transaction():
            connection.execute(script.replace(":groups", str(GROUPS)).encode())
        connection.execute("vacuum analyze")
    yield warehouse


def views(connection: psycopg.Connection) -> list[str]:
    """Every view that the contract names, in alphabetical order."""
    rows = connection.execute(
        "select viewname from pg_views where schemaname = 'ngeshare' and viewname like 'v\\_%' order by viewname"
    )
    return [row[0] for row in rows]


def median_ms(connection: psycopg.Connection, view: str, *, schema: str = "ngeshare") -> float:
    """Median milliseconds that the server takes to plan and compute every row and column."""
    query = f"explain (analyze, timing off, format json) select * from {schema}.{view}".encode()
    connection.execute(query)
    return statistics.median(_milliseconds(connection, query) for _ in range(REPEATS))


def print_table(console: Console, timings: dict[str, dict[str, float]], sizes: tuple[int, ...]) -> None:
    """The result, with what misses the target said in words."""
    groups, memberships, attendances, meetings = sizes
    title = f"{groups:,} groups, {memberships:,} memberships, {attendances:,} attendances, {meetings:,} meetings"
    table = Table("view", *(f"{server}, ms" for server in timings), title=title)
    for view in next(iter(timings.values())):
        table.add_row(view, *(_cell(timing[view]) for timing in timings.values()))
    console.print(table)


def _cell(milliseconds: float) -> str:
    return f"{milliseconds:.0f}" + (f"  (over {TARGET_MS:.0f})" if milliseconds >= TARGET_MS else "")


def _milliseconds(connection: psycopg.Connection, query: bytes) -> float:
    row = connection.execute(query).fetchone()
    assert row is not None  # noqa: S101  explain has one row
    [plan] = row[0]
    return float(plan["Planning Time"] + plan["Execution Time"])

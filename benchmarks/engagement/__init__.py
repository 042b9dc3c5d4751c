"""How long the Engagement Panel takes at 100,000 and at 10,000,000 check-ins: views, a sync's facts, a rebuild.

Targets at the larger size: each view under 50 ms, all of them together under 300 ms and at most three times the smaller
size's, facts after 1,000 changed rows (ten of them a year old) under 1 s, a rebuild from nothing under 3 min.
"""

import statistics
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg
from rich.console import Console
from rich.table import Table

from benchmarks.curriculum import median_ms
from benchmarks.sync.servers import server_url
from db.address import libpq_url, postgres_url
from db.migrate import migrate
from db.warehouse import OWNER, READER, SYNC, Warehouse

SIZES = {100_000: 500, 10_000_000: 50_000}
"""Check-ins, and the students who made them."""

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Figures:
    """What was measured at one size."""

    check_ins: int
    views: dict[str, float]
    refresh_seconds: float
    rebuild_seconds: float


def main() -> None:
    """Prints one table: a row per figure, a column per size."""
    with server_url() as url:
        measured = [_measure(url, check_ins, students) for check_ins, students in SIZES.items()]
    _print(measured)


def _measure(server_url: str, check_ins: int, students: int) -> Figures:
    name = f"engagement_{check_ins}"
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(f"create database {name}".encode())
    warehouse = Warehouse(libpq_url(postgres_url(server_url, "warehouse_url").changed(dbname=name)))
    migrate(warehouse)
    with warehouse.connect() as connection, connection.transaction():
        script = (HERE / "academy.sql").read_text(encoding="utf-8")
        connection.execute(script.replace(":students", str(students)).replace(":check_ins", str(check_ins)).encode())
    with warehouse.connect(OWNER) as connection:
        connection.execute("analyze academy.students; analyze academy.check_ins")
        rebuild = _seconds(connection, "select mgmt.rebuild_facts()")
        connection.execute("vacuum analyze")
    with warehouse.connect(SYNC) as connection:
        refresh = statistics.median(_refresh_seconds(connection) for _ in range(3))
    with warehouse.connect(READER) as connection:
        views = {view: median_ms(connection, view, schema="mgmt") for view in _views(connection)}
    return Figures(check_ins, views, refresh, rebuild)


def _refresh_seconds(connection: psycopg.Connection) -> float:
    """What the same changed rows cost with the facts, less what they cost without."""
    changes = (HERE / "changes.sql").read_text(encoding="utf-8")
    took = []
    for skip in ("on", "off"):
        with connection.transaction(force_rollback=True):
            connection.execute(f"set local atalaya.skip_facts = '{skip}'".encode())
            took.append(_seconds(connection, changes))
    return took[1] - took[0]


def _seconds(connection: psycopg.Connection, statement: str) -> float:
    began = time.perf_counter()
    connection.execute(statement.encode())
    return time.perf_counter() - began


def _views(connection: psycopg.Connection) -> list[str]:
    rows = connection.execute(
        "select viewname from pg_views where schemaname = 'mgmt' and viewname like 'engagement\\_%' order by viewname"
    )
    return [row[0] for row in rows]


def _print(measured: list[Figures]) -> None:
    table = Table("", *(f"{figures.check_ins:,} check-ins" for figures in measured))
    for view in measured[0].views:
        table.add_row(f"{view}, ms", *(f"{figures.views[view]:.1f}" for figures in measured))
    table.add_row("all views, ms", *(f"{sum(figures.views.values()):.0f}" for figures in measured))
    table.add_row("facts after 1,000 changed rows, s", *(f"{figures.refresh_seconds:.2f}" for figures in measured))
    table.add_row("rebuild from nothing, s", *(f"{figures.rebuild_seconds:.1f}" for figures in measured))
    Console(width=110).print(table)

"""How long rollups and dashboards take on a year of 20 schools: `python -m benchmarks.classroom [SHARE …]`.

Share 1 is 73,000 lessons with 1.7 million stays; 0.1 is near the demo source at scale 10.
Each figure is the best of five.
"""

import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

import psycopg
from rich.console import Console
from rich.table import Table

from db.address import libpq_url, postgres_url
from db.migrate import migrate
from db.settings import PROJECT
from db.warehouse import OWNER, Warehouse
from tests import postgres_servers

LAST_HOUR = "date_trunc('hour', now()) - interval '1 hour'"
SPAN = "date_trunc('hour', now()) - interval '719 hours', date_trunc('hour', now()) + interval '1 hour'"
ASKED = {
    "one hour, the last": f"select analytics.roll_up({LAST_HOUR}, now())",
    "one hour, half a year ago": (
        "select analytics.roll_up(now() - interval '180 days', now() - interval '180 days' + interval '1 hour')"
    ),
    "30 days, a school, from closed hours": "select * from analytics.dashboard_metrics('school 3', 720)",
    "30 days, a school, from source": f"select * from analytics.dashboard_metrics_from_source('school 3', {SPAN})",
    "30 days, all schools, from closed hours": "select * from analytics.dashboard_metrics(null, 720)",
    "30 days, all schools, from source": f"select * from analytics.dashboard_metrics_from_source(null, {SPAN})",
}


def main(shares: Sequence[str] = ()) -> None:
    """Prints one table per size, a column per server."""
    console = Console(width=110)
    for share in shares or ["0.1", "1"]:
        timings: dict[str, dict[str, float]] = {}
        for server, start in (("PostgreSQL 18", postgres_servers.embedded), ("PostgreSQL 15", postgres_servers.debian)):
            if start is postgres_servers.debian and not postgres_servers.DEBIAN.exists():
                continue
            with start() as url:
                timings[server] = measured(url, share)
        table = Table("milliseconds", *timings, title=f"A year of 20 schools, share {share}")
        for name in next(iter(timings.values())):
            table.add_row(name, *(f"{timing[name]:,.1f}" for timing in timings.values()))
        console.print(table)


def measured(server_url: str, share: str) -> dict[str, float]:
    """Milliseconds of each step and question, on one server."""
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute("create database benchmark")
    warehouse = Warehouse(libpq_url(postgres_url(server_url, "warehouse_url").changed(dbname="benchmark")))
    migrate(warehouse)
    script = (PROJECT / "benchmarks" / "classroom" / "classrooms.sql").read_text(encoding="utf-8")
    with warehouse.connect(OWNER) as connection:
        with connection.transaction():
            connection.execute("set local atalaya.skip_facts = 'on'")
            connection.execute(script.replace("%(share)s", share).encode())
        connection.execute("vacuum analyze")
        found = {"everything from nothing": milliseconds(lambda: run(connection, "select analytics.rebuild_facts()"))}
        connection.execute("vacuum analyze")
        for name, statement in ASKED.items():
            found[name] = min(milliseconds(lambda asked=statement: run(connection, asked)) for _ in range(5))
    return found


def run(connection: psycopg.Connection, statement: str) -> list[Any]:
    """All rows of a statement."""
    return connection.execute(statement.encode()).fetchall()


def milliseconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main(sys.argv[1:])

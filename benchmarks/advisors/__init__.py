"""Refreshing the marketplace's views at 4,000,000 offers, and whether readers notice.

Targets: both views in 15 s; the page's queries in 100 ms; 100 rows through the API in 20 ms at the 95th percentile;
1,000 reads of both views while a refresh runs in a loop, all successful, p99 under three times the quiet p99.
"""

import os
import statistics
import threading
import time
from collections.abc import Callable

import psycopg
from rich.console import Console
from rich.table import Table
from starlette.testclient import TestClient

from analytics import advisors, api
from benchmarks.sync.servers import server_url
from db import warehouse as warehouses
from db.address import libpq_url, postgres_url
from db.migrate import migrate
from db.settings import PROJECT
from db.warehouse import OWNER, READER, SYNC, Warehouse

OFFERS = int(os.environ.get("BENCHMARK_OFFERS", "4000000"))
READS = 1000
READ = (
    "select count(*), sum(solicitudes_creadas) from kpi.mv_metricas_mensuales union all "
    "select count(*), sum(ofertas_ganadoras) from (select * from kpi.mv_ranking_asesores order by ranking_nacional "
    "limit 100) as best"
)


def main() -> None:
    """Prints one table on the embedded server."""
    with server_url() as url:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("create database benchmark")
        here = Warehouse(libpq_url(postgres_url(url, "warehouse_url").changed(dbname="benchmark")))
        migrate(here)
        fill(here)
        measured = measure(here)
        here.reader.dispose()
    table = Table("what", "measured", "target", title=f"{OFFERS:,} offers")
    for row in measured:
        table.add_row(*row)
    Console(width=110).print(table)


def fill(here: Warehouse) -> None:
    """Loads the marketplace."""
    script = (PROJECT / "benchmarks" / "advisors" / "marketplace.sql").read_text(encoding="utf-8")
    with here.connect(OWNER) as connection:
        with connection.transaction():
            connection.execute(script.replace(":offers", str(OFFERS)).encode())
        connection.execute("vacuum analyze")


def measure(here: Warehouse) -> list[tuple[str, str, str]]:
    """Each figure with its target."""
    refreshes = [refresh(here) for _ in range(3)]
    found = [("both views refreshed", f"{statistics.median(refreshes):.1f} s", "< 15 s")]
    warehouses.current = lambda: here  # type: ignore[assignment]
    questions: dict[str, Callable[[], object]] = {
        "months": advisors.months,
        "advisors": advisors.ranked,
        "advisors of a city": lambda: advisors.ranked(cities=["City 7"], by_city=True),
        "cities": advisors.city_summary,
        "choices": advisors.choices,
        "view stats": advisors.view_stats,
    }
    found += [
        (f"page: {name}", f"{1000 * statistics.median(times(ask, 9)):.0f} ms", "< 100 ms")
        for name, ask in questions.items()
    ]
    client = TestClient(api.create())
    for path in ("advisor-rankings", "top-advisors?metric=volumen_total_ofertas"):
        spans = times(lambda path=path: client.get(f"/materialized-views/{path}"), 200)  # type: ignore[misc]
        found.append((f"API: {path}, p95", f"{1000 * percentile(spans, 95):.1f} ms", "< 20 ms"))
    quiet = reads(here)
    stop = threading.Event()
    loop = threading.Thread(target=lambda: [refresh(here) for _ in iter(stop.is_set, True)])
    loop.start()
    busy = reads(here)
    stop.set()
    loop.join()
    found.append(("1,000 reads, quiet, p99", f"{1000 * percentile(quiet, 99):.1f} ms", ""))
    found.append(
        (
            f"{len(busy):,} reads while refreshing, p99",
            f"{1000 * percentile(busy, 99):.1f} ms",
            f"< {3000 * percentile(quiet, 99):.1f} ms",
        )
    )
    return found


def refresh(here: Warehouse) -> float:
    """Seconds that one refresh takes."""
    began = time.perf_counter()
    with here.connect(SYNC) as connection:
        states = connection.execute("select status from kpi.refresh_all_mv()").fetchall()
    assert states == [("ok",), ("ok",)], states  # noqa: S101
    return time.perf_counter() - began


def reads(here: Warehouse) -> list[float]:
    """Seconds of each of a thousand reads of both views."""
    with here.connect(READER) as connection:
        return times(lambda: connection.execute(READ.encode()).fetchall(), READS)


def times(ask: Callable[[], object], repeats: int) -> list[float]:
    """Seconds of each of so many answers, after one that warms up."""
    ask()
    spans = []
    for _ in range(repeats):
        began = time.perf_counter()
        ask()
        spans.append(time.perf_counter() - began)
    return spans


def percentile(values: list[float], share: int) -> float:
    """The value under which so many percent lie."""
    return statistics.quantiles(values, n=100)[share - 1]

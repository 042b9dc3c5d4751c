"""The simulated marketplace: the same seed gives the same rows, it is alive, holds every trap, and a sync copies it."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from db.warehouse import Warehouse
from sources import demo
from sources.demo import state
from sources.demo.advisors import simulation
from sources.demo.advisors.advisors import network
from sources.demo.advisors.clients import clients
from sources.demo.advisors.production import COPIED_TABLES, TELOO
from sources.demo.advisors.request_rows import of_request
from sources.demo.advisors.requests import live
from sources.demo.advisors.seasons import busy, is_holiday
from sources.demo.production import World
from sync.endpoints.connected import ConnectedSource
from sync.run.every_source import Outcome, run_sync
from sync.run.request import Request
from sync.specifications import source_named
from tests.sources.demo.advisors_traps import TRAPS

AS_OF = datetime(2026, 6, 15, 17, 0, 0, 123_000, tzinfo=UTC)
DAY = timedelta(days=1)
SMALL = 0.05
ONLY = ["teloo"]
DOCUMENT = Path(__file__).parents[3] / "docs" / "demo.md"


@pytest.fixture(scope="module")
def marketplace(postgres_18: Any) -> Iterator[str]:
    """A filled demo source that no test changes."""
    name = postgres_18.create("template1")
    url = postgres_18.database_url(name)
    demo.fill(url, scale=0.5, as_of=AS_OF, sources=ONLY)
    yield url
    postgres_18.drop(name)


def rows(url: str, query: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(url) as connection:
        return connection.execute(query.encode()).fetchall()


def fingerprints(url: str) -> dict[str, str]:
    return {
        table.name: hashlib.sha256(
            repr(rows(url, f"select * from teloo.{table.name} order by id")).encode()
        ).hexdigest()
        for table in COPIED_TABLES
    }


def moments(url: str, table: str, column: str) -> dict[str, datetime]:
    return dict(rows(url, f"select id::text, {column} from teloo.{table}"))


def test_the_same_seed_scale_and_moment_give_the_same_rows(new_database: Callable[[], Any]) -> None:
    first, second = new_database().url, new_database().url
    demo.fill(first, scale=SMALL, as_of=AS_OF, sources=ONLY)
    demo.fill(second, scale=SMALL, as_of=AS_OF, sources=ONLY)
    assert fingerprints(first) == fingerprints(second)


@pytest.mark.check
@pytest.mark.parametrize("trap", TRAPS)
def test_every_trap_is_there_in_its_share(marketplace: str, trap: str) -> None:
    [[share]] = rows(marketplace, TRAPS[trap].query)
    assert TRAPS[trap].least <= share <= TRAPS[trap].most


def test_the_document_names_every_trap() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert [trap for trap in TRAPS if f"| {trap} |" not in text] == []


@pytest.mark.parametrize("scale", [0.01, pytest.param(SMALL, marks=pytest.mark.check)])
def test_the_rarest_traps_are_there_at_every_scale(empty_database: Any, scale: float) -> None:
    demo.fill(empty_database.url, scale=scale, as_of=AS_OF, sources=ONLY)
    rare = [name for name in TRAPS if "future" in name or "impossible" in name]
    missing = [name for name in rare if rows(empty_database.url, TRAPS[name].query)[0][0] == 0]
    assert missing == []


@pytest.mark.check
def test_living_on_in_pieces_is_living_in_one_go(empty_database: Any) -> None:
    url, end = empty_database.url, AS_OF + 75 * DAY
    demo.fill(url, scale=0.2, as_of=AS_OF, sources=ONLY)
    for pause in (timedelta(seconds=1), 3 * DAY, 40 * DAY, 75 * DAY):
        demo.live_on(url, AS_OF + pause, sources=ONLY)
    with psycopg.connect(url) as connection:
        lived = state.require(connection, TELOO.name)
    whole = simulation.changes(World(lived.seed, lived.scale, lived.founded_at), None, end).upserts
    for table in COPIED_TABLES:
        # Which advisors are online depends on when one looks.
        column = "created_at" if table.name == "asesores" else "updated_at"
        assert moments(url, table.name, column) == {row["id"]: row[column] for row in whole[table.name]}


@pytest.mark.check
def test_living_on_changes_the_past_too(empty_database: Any) -> None:
    url = empty_database.url
    demo.fill(url, scale=0.5, as_of=AS_OF - 120 * DAY, sources=ONLY)
    columns = {"solicitudes": "cerrada_at", "ofertas": "monto_total", "notificaciones": "enviada_at"}
    before = {table: moments(url, table, column) for table, column in columns.items()}
    demo.live_on(url, AS_OF, sources=ONLY)
    after = {table: moments(url, table, column) for table, column in columns.items()}
    assert [table for table in columns if not before[table].keys() - after[table].keys()] == []
    for table in ("solicitudes", "ofertas"):
        assert [key for key, value in before[table].items() if value and after[table].get(key, value) != value]


def test_some_notifications_arrive_behind_the_watermark() -> None:
    of = World(20240101, 0.2, AS_OF - 1095 * DAY)
    told = [
        history
        for client in clients(of, AS_OF)
        for planned in client.requests
        for table, history in of_request(of, live(of, network(of, AS_OF), client, planned))
        if table == "notificaciones"
    ]
    late = [history for history in told if history and history[0][1] and history[0][1]["updated_at"] < history[0][0]]
    assert 0.001 < len(late) / len(told) < 0.01


@pytest.mark.parametrize(
    "pause",
    [
        pytest.param(timedelta(milliseconds=1), marks=pytest.mark.check),
        timedelta(seconds=3),
        pytest.param(timedelta(hours=5), marks=pytest.mark.check),
        pytest.param(DAY, marks=pytest.mark.check),
    ],
)
def test_there_is_always_something_new(empty_database: Any, pause: timedelta) -> None:
    demo.fill(empty_database.url, scale=SMALL, as_of=AS_OF, sources=ONLY)
    demo.live_on(empty_database.url, AS_OF + pause, sources=ONLY)
    newest = [moment for moment in moments(empty_database.url, "asesores", "updated_at").values() if moment > AS_OF]
    assert sum(moment <= AS_OF + pause for moment in newest) >= 3


@pytest.mark.check
def test_nothing_is_dated_later_than_lived_except_the_planted_dates(empty_database: Any) -> None:
    demo.fill(empty_database.url, scale=0.2, as_of=AS_OF, sources=ONLY)
    end = demo.live_on(empty_database.url, AS_OF + 20 * DAY, sources=ONLY).lived_until
    dated = [(table.name, column) for table in COPIED_TABLES for column in table.columns if column.endswith("_at")]
    ahead = {
        where: sum(moment > end for moment in moments(empty_database.url, *where).values() if moment) for where in dated
    }
    planted = {
        ("clientes", "updated_at"): 1,
        ("asesores", "updated_at"): 1,
        ("solicitudes", "created_at"): 1,
        ("ofertas", "created_at"): 1,
        ("auditorias", "auditada_at"): 1,
        ("notificaciones", "enviada_at"): 1,
    }
    assert {where: count for where, count in ahead.items() if count} == planted


def test_a_real_production_is_never_dropped(empty_database: Any) -> None:
    with empty_database.connect() as connection:
        connection.execute("create schema teloo; create table teloo.clientes (id uuid primary key)")
    with pytest.raises(demo.NotADemoDatabase, match="nothing was touched"):
        demo.fill(empty_database.url, scale=SMALL, sources=ONLY)
    with pytest.raises(demo.DemoNotFilled, match="atalaya demo"):
        demo.live_on(empty_database.url, sources=ONLY)


@pytest.mark.parametrize(
    ("day", "holiday"),
    [("2026-04-03", True), ("2026-06-15", True), ("2026-06-16", False), ("2026-01-12", True), ("2026-07-20", True)],
)
def test_holidays_are_colombias(day: str, holiday: bool) -> None:
    found = datetime.fromisoformat(day).date()
    assert is_holiday(found) is holiday
    assert (busy(found) < 0.3) is holiday


def copy(warehouse: Warehouse, url: str) -> Outcome:
    return run_sync(warehouse, Request((ConnectedSource(source_named("teloo"), url),), "test"))


@pytest.mark.check
def test_a_sync_copies_the_marketplace_and_reports_its_traps(warehouse_18: Warehouse, empty_database: Any) -> None:
    demo.fill(empty_database.url, scale=0.5, as_of=AS_OF, sources=ONLY)
    first = copy(warehouse_18, empty_database.url)
    assert (first.status, first.messages) == ("succeeded", [])
    with warehouse_18.connect() as warehouse:
        reported = dict(
            warehouse.execute(
                """select "check" || ' in ' || "table", count from ops.data_quality where "check" not like 'extra%'"""
            ).fetchall()
        )
    assert {check for check, count in reported.items() if count == 0} == {
        f"orphan_{parent} in {table}"
        for table, parents in {
            "solicitudes": ["cliente"],
            "ofertas": ["solicitud", "asesor"],
            "auditorias": ["asesor"],
            "notificaciones": ["solicitud", "asesor"],
        }.items()
        for parent in parents
    }
    demo.live_on(empty_database.url, AS_OF + DAY, sources=ONLY)
    second = copy(warehouse_18, empty_database.url)
    assert (second.status, second.messages) == ("succeeded", [])
    changed = {table.table: table.counts.updated for table in second.tables}
    assert changed["asesores"] >= 3

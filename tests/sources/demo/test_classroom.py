"""The simulated classrooms: the same seed gives the same sessions, they are alive, and they hold every trap."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from sources import demo
from sources.demo import state
from sources.demo.classroom import simulation
from sources.demo.classroom.production import CLASSWAVES
from sources.demo.production import World
from tests.sources.demo.classroom_traps import TRAPS

AS_OF = datetime(2026, 6, 15, 16, 0, 0, 123_000, tzinfo=UTC)
DAY = timedelta(days=1)
SMALL = 0.05
DOCUMENT = Path(__file__).parents[3] / "docs" / "demo.md"
TABLES = CLASSWAVES.copied_tables
ALIVE = "schools"
"""Signs of life depend on when they are asked for."""


def fill(url: str, **settings: Any) -> demo.DemoSummary:
    return demo.fill(url, sources=["classwaves"], **{"as_of": AS_OF, "scale": SMALL, **settings})


def live_on(url: str, until: datetime) -> demo.DemoSummary:
    return demo.live_on(url, until, sources=["classwaves"])


@pytest.fixture(scope="module")
def schools(postgres_18: Any) -> Iterator[str]:
    """A filled demo source that no test changes."""
    name = postgres_18.create("template1")
    url = postgres_18.database_url(name)
    fill(url, scale=1)
    yield url
    postgres_18.drop(name)


def rows(url: str, query: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(url) as connection:
        return connection.execute(query.encode()).fetchall()


def fingerprints(url: str) -> dict[str, str]:
    return {
        table.name: hashlib.sha256(
            repr(rows(url, f"select * from classwaves.{table.name} order by id")).encode()
        ).hexdigest()
        for table in TABLES
    }


def keys(url: str, table: str) -> set[str]:
    return {key for (key,) in rows(url, f"select id from classwaves.{table}")}


def versions(url: str, table: str) -> dict[str, datetime]:
    return dict(rows(url, f"select id, updated_at from classwaves.{table}"))


def test_the_same_seed_scale_and_moment_give_the_same_rows(new_database: Callable[[], Any]) -> None:
    first, second = new_database().url, new_database().url
    fill(first)
    fill(second)
    assert fingerprints(first) == fingerprints(second)


def test_another_seed_gives_other_sessions(empty_database: Any) -> None:
    fill(empty_database.url)
    before = keys(empty_database.url, "sessions")
    fill(empty_database.url, seed=7)
    assert before.isdisjoint(keys(empty_database.url, "sessions"))


@pytest.mark.check
@pytest.mark.parametrize("trap", TRAPS)
def test_every_trap_is_there_in_its_share(schools: str, trap: str) -> None:
    [[share]] = rows(schools, TRAPS[trap].query)
    assert TRAPS[trap].least <= share <= TRAPS[trap].most


def test_the_document_names_every_trap() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert [trap for trap in TRAPS if f"| {trap} |" not in text] == []


@pytest.mark.parametrize("scale", [0.01, pytest.param(SMALL, marks=pytest.mark.check)])
def test_the_rarest_traps_are_there_at_every_scale(empty_database: Any, scale: float) -> None:
    fill(empty_database.url, scale=scale)
    rare = [name for name in TRAPS if any(word in name for word in ("future", "impossible", "payload", "zero", "zone"))]
    assert [name for name in rare if rows(empty_database.url, TRAPS[name].query)[0][0] == 0] == []


@pytest.mark.check
def test_living_on_in_pieces_is_living_in_one_go(new_database: Callable[[], Any]) -> None:
    pieces, whole, end = new_database().url, new_database().url, AS_OF + 75 * DAY
    fill(pieces, scale=0.1)
    for pause in (timedelta(seconds=1), 3 * DAY, 40 * DAY, 75 * DAY):
        live_on(pieces, AS_OF + pause)
    fill(whole, scale=0.1)
    live_on(whole, end)
    with psycopg.connect(pieces) as connection:
        lived = state.require(connection, CLASSWAVES.name)
    expected = simulation.changes(World(lived.seed, lived.scale, lived.founded_at), None, end).upserts
    for table in (table.name for table in TABLES):
        assert keys(pieces, table) == {row["id"] for row in expected[table]}
    for table in ("sessions", "session_groups", "participants"):
        assert versions(pieces, table) == {row["id"]: row["updated_at"] for row in expected[table]}
    after = {name: print_of_rows for name, print_of_rows in fingerprints(pieces).items() if name != ALIVE}
    assert after.items() <= fingerprints(whole).items()


@pytest.mark.check
def test_living_on_changes_the_past_as_a_production_does(empty_database: Any) -> None:
    url, then = empty_database.url, AS_OF - 120 * DAY
    fill(url, scale=1, as_of=then)
    before = {table.name: keys(url, table.name) for table in TABLES}
    moments = dict(rows(url, "select id, ended_at from classwaves.sessions"))
    latest = rows(url, "select max(measured_at) from classwaves.session_metrics where measured_at < '2099-01-01'")
    live_on(url, AS_OF)
    gone = {table.name for table in TABLES if before[table.name] - keys(url, table.name)}
    assert gone == {table.name for table in TABLES} - {"schools", "resource_usage"}
    corrected = dict(rows(url, "select id, ended_at from classwaves.sessions"))
    assert any(moments[key] and corrected[key] != moments[key] for key in moments.keys() & corrected.keys())
    late = rows(url, f"select id from classwaves.session_metrics where measured_at < '{latest[0][0]}'")
    assert {key for (key,) in late} - before["session_metrics"]


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
    fill(empty_database.url)
    live_on(empty_database.url, AS_OF + pause)
    moments = versions(empty_database.url, "schools").values()
    assert sum(AS_OF < moment <= AS_OF + pause for moment in moments) >= 3


@pytest.mark.check
def test_somewhere_a_session_starts_in_every_hour_of_the_day(schools: str) -> None:
    hours = rows(schools, "select count(distinct extract(hour from started_at)) from classwaves.sessions")
    assert hours == [(24,)]


@pytest.mark.check
def test_nothing_is_dated_later_than_lived_except_the_planted_dates(empty_database: Any) -> None:
    fill(empty_database.url, scale=0.3)
    end = live_on(empty_database.url, AS_OF + 20 * DAY).lived_until
    dates = [
        (table.name, column) for table in TABLES for column in table.columns if column.endswith(("_at", "event_time"))
    ]
    query = "select count(*) from classwaves.{0} where {1} > '{2}' and {1} < '2098-01-01'"
    assert [date for date in dates if rows(empty_database.url, query.format(*date, end)) != [(0,)]] == []


def test_the_past_is_never_lived_again(empty_database: Any) -> None:
    fill(empty_database.url)
    before = fingerprints(empty_database.url)
    assert live_on(empty_database.url, AS_OF - DAY).lived_until == AS_OF
    assert fingerprints(empty_database.url) == before


def test_a_real_production_is_never_dropped(empty_database: Any) -> None:
    with empty_database.connect() as connection:
        connection.execute("create schema classwaves; create table classwaves.schools (id text primary key)")
    with pytest.raises(demo.NotADemoDatabase, match="nothing was touched"):
        fill(empty_database.url)
    with pytest.raises(demo.DemoNotFilled, match="atalaya demo"):
        live_on(empty_database.url, AS_OF)


@pytest.mark.check
def test_the_schools_are_as_large_as_the_document_says(schools: str) -> None:
    assert 26_000 < sum(len(keys(schools, table.name)) for table in TABLES) < 45_000

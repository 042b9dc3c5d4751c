"""The simulated school: the same seed gives the same school, it is alive, and it holds every trap."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from sources import demo
from sources.demo import state
from sources.demo.production import World
from sources.demo.timeline import simulation
from sources.demo.timeline.production import COPIED_TABLES, LEARNING
from tests.sources.demo.timeline_traps import TRAPS

AS_OF = datetime(2026, 6, 15, 16, 0, 0, 123_000, tzinfo=UTC)
DAY = timedelta(days=1)
SMALL = 0.05
DOCUMENT = Path(__file__).parents[3] / "docs" / "demo.md"


def fill(url: str, **settings: Any) -> demo.DemoSummary:
    return demo.fill(url, sources=["learning"], **{"as_of": AS_OF, "scale": SMALL, **settings})


def live_on(url: str, until: datetime) -> demo.DemoSummary:
    return demo.live_on(url, until, sources=["learning"])


@pytest.fixture(scope="module")
def school(postgres_18: Any) -> Iterator[str]:
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
            repr(rows(url, f"select * from learning.{table.name} order by id")).encode()
        ).hexdigest()
        for table in COPIED_TABLES
    }


def versions(url: str, table: str) -> dict[str, datetime]:
    return {str(key): moment for key, moment in rows(url, f"select id, updated_at from learning.{table}")}


def test_the_same_seed_scale_and_moment_give_the_same_rows(new_database: Callable[[], Any]) -> None:
    first, second = new_database().url, new_database().url
    fill(first)
    fill(second)
    assert fingerprints(first) == fingerprints(second)


def test_another_seed_gives_another_school(empty_database: Any) -> None:
    fill(empty_database.url)
    before = versions(empty_database.url, "reflections")
    fill(empty_database.url, seed=7)
    assert before.keys().isdisjoint(versions(empty_database.url, "reflections"))


@pytest.mark.check
@pytest.mark.parametrize("trap", TRAPS)
def test_every_trap_is_there_in_its_share(school: str, trap: str) -> None:
    [[share]] = rows(school, TRAPS[trap].query)
    assert TRAPS[trap].least <= share <= TRAPS[trap].most


def test_the_document_names_every_trap() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert [trap for trap in TRAPS if f"| {trap} |" not in text] == []


@pytest.mark.parametrize("scale", [0.01, pytest.param(SMALL, marks=pytest.mark.check)])
def test_the_rarest_traps_are_there_at_every_scale(empty_database: Any, scale: float) -> None:
    fill(empty_database.url, scale=scale)
    rare = [name for name in TRAPS if "future" in name or "impossible" in name]
    missing = [name for name in rare if rows(empty_database.url, TRAPS[name].query)[0][0] == 0]
    assert missing == []


@pytest.mark.check
def test_living_on_in_pieces_is_living_in_one_go(new_database: Callable[[], Any]) -> None:
    pieces, whole, end = new_database().url, new_database().url, AS_OF + 75 * DAY
    fill(pieces)
    for pause in (timedelta(seconds=1), 3 * DAY, 40 * DAY, 75 * DAY):
        live_on(pieces, AS_OF + pause)
    with psycopg.connect(pieces) as connection:
        lived = state.require(connection, LEARNING.name)
    expected = simulation.changes(World(lived.seed, lived.scale, lived.founded_at), None, end).upserts
    for table in COPIED_TABLES:
        assert versions(pieces, table.name) == {row["id"]: row["updated_at"] for row in expected[table.name]}
    fill(whole, as_of=AS_OF)
    live_on(whole, end)
    assert fingerprints(pieces) == fingerprints(whole)


@pytest.mark.check
def test_living_on_changes_the_past_as_a_production_does(empty_database: Any) -> None:
    url, then = empty_database.url, AS_OF - 100 * DAY
    fill(url, scale=0.8, as_of=then)
    before = {table.name: versions(url, table.name) for table in COPIED_TABLES}
    live_on(url, AS_OF)
    after = {table.name: versions(url, table.name) for table in COPIED_TABLES}
    gone = {name for name in before if before[name].keys() - after[name].keys()}
    assert gone >= {"profiles", "lesson_completions", "quiz_attempts", "reflections", "video_progress"}
    edited = {name for name, rows in before.items() if any(after[name].get(key, then) > then for key in rows)}
    assert edited >= {"profiles", "goals", "enrollments", "video_progress", "reflections"}


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
    for table in ("profiles", "video_progress"):
        moments = versions(empty_database.url, table).values()
        assert sum(AS_OF < moment <= AS_OF + pause for moment in moments) >= 3


@pytest.mark.check
def test_nothing_is_dated_later_than_lived_except_the_planted_dates(empty_database: Any) -> None:
    fill(empty_database.url, scale=0.2)
    end = live_on(empty_database.url, AS_OF + 20 * DAY).lived_until
    dates = {(table.name, column) for table in COPIED_TABLES for column in table.columns if column.endswith("_at")}
    between = f"> '{end}' and {{1}} < '2098-01-01'"
    query = "select count(*) from learning.{0} where {1} " + between
    ahead = [date for date in sorted(dates) if rows(empty_database.url, query.format(*date)) != [(0,)]]
    assert ahead == []


def test_the_past_is_never_lived_again(empty_database: Any) -> None:
    fill(empty_database.url)
    before = fingerprints(empty_database.url)
    assert live_on(empty_database.url, AS_OF - DAY).lived_until == AS_OF
    assert fingerprints(empty_database.url) == before


def test_a_real_production_is_never_dropped(empty_database: Any) -> None:
    with empty_database.connect() as connection:
        connection.execute("create schema learning; create table learning.profiles (id uuid primary key)")
    with pytest.raises(demo.NotADemoDatabase, match="nothing was touched"):
        fill(empty_database.url)
    with pytest.raises(demo.DemoNotFilled, match="atalaya demo"):
        live_on(empty_database.url, AS_OF)


@pytest.mark.check
def test_the_school_is_as_large_as_the_document_says(school: str) -> None:
    with psycopg.connect(school) as connection:
        total = sum(
            found[0]
            for table in COPIED_TABLES
            for found in connection.execute(f"select count(*) from learning.{table.name}".encode())
        )
    assert 30_000 < total < 42_000

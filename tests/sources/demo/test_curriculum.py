"""The demo source: the same seed gives the same organisation, it is alive, and it holds every trap."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from sources import demo
from sources.demo import state
from sources.demo.curriculum import simulation
from sources.demo.curriculum.production import COPIED_TABLES, NGESHARE
from sources.demo.production import World
from tests.sources.demo.curriculum_traps import TRAPS

AS_OF = datetime(2026, 6, 15, 5, 0, 0, 123_000, tzinfo=UTC)
DAY = timedelta(days=1)
SMALL = 0.05
ONLY = ("ngeshare",)
DOCUMENT = Path(__file__).parents[3] / "docs" / "demo.md"


@pytest.fixture(scope="module")
def organisation(postgres_18: Any) -> Iterator[str]:
    """A filled demo source that no test changes."""
    name = postgres_18.create("template1")
    url = postgres_18.database_url(name)
    demo.fill(url, scale=0.4, as_of=AS_OF, sources=ONLY)
    yield url
    postgres_18.drop(name)


def rows(url: str, query: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(url) as connection:
        return connection.execute(query.encode()).fetchall()


def fingerprints(url: str) -> dict[str, str]:
    return {
        table.name: hashlib.sha256(
            repr(rows(url, f'select * from public."{table.name}" order by id')).encode()
        ).hexdigest()
        for table in COPIED_TABLES
    }


def moments(url: str, table: str, column: str) -> dict[str, datetime]:
    found = rows(url, f'select id, "{column}" from public."{table}"')
    return {key: moment.replace(tzinfo=UTC) for key, moment in found}


def test_the_same_seed_scale_and_moment_give_the_same_rows(new_database: Callable[[], Any]) -> None:
    first, second = new_database().url, new_database().url
    demo.fill(first, scale=SMALL, as_of=AS_OF, sources=ONLY)
    demo.fill(second, scale=SMALL, as_of=AS_OF, sources=ONLY)
    assert fingerprints(first) == fingerprints(second)


def test_filling_again_replaces_the_organisation(empty_database: Any) -> None:
    first = demo.fill(empty_database.url, scale=SMALL, as_of=AS_OF, sources=ONLY)
    before = fingerprints(empty_database.url)
    demo.live_on(empty_database.url, AS_OF + 9 * DAY, sources=ONLY)
    assert demo.fill(empty_database.url, scale=SMALL, as_of=AS_OF, sources=ONLY) == first
    assert fingerprints(empty_database.url) == before


def test_another_seed_gives_another_organisation(empty_database: Any) -> None:
    demo.fill(empty_database.url, scale=SMALL, as_of=AS_OF, sources=ONLY)
    before = set(moments(empty_database.url, "User", "createdAt"))
    demo.fill(empty_database.url, scale=SMALL, as_of=AS_OF, seed=7, sources=ONLY)
    assert before.isdisjoint(moments(empty_database.url, "User", "createdAt"))


@pytest.mark.check
@pytest.mark.parametrize("trap", TRAPS)
def test_every_trap_is_there_in_its_share(organisation: str, trap: str) -> None:
    [[share]] = rows(organisation, TRAPS[trap].query)
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
    demo.fill(url, scale=SMALL, as_of=AS_OF, sources=ONLY)
    for pause in (timedelta(seconds=1), 3 * DAY, 40 * DAY, 75 * DAY):
        demo.live_on(url, AS_OF + pause, sources=ONLY)
    with psycopg.connect(url) as connection:
        lived = state.require(connection, NGESHARE.name)
    whole = simulation.changes(World(lived.seed, lived.scale, lived.founded_at), None, end).upserts
    for table in COPIED_TABLES[1:]:
        column = "attendedAt" if table.name == "UserHangoutGroupAttendance" else "updatedAt"
        assert moments(url, table.name, column) == {row["id"]: row[column] for row in whole[table.name]}
    assert set(moments(url, "User", "createdAt")) == {row["id"] for row in whole["User"]}


@pytest.mark.check
def test_living_on_corrects_the_recent_past(empty_database: Any) -> None:
    demo.fill(empty_database.url, scale=0.4, as_of=AS_OF - 30 * DAY, sources=ONLY)
    before = moments(empty_database.url, "UserHangoutGroupAttendance", "attendedAt")
    seats = moments(empty_database.url, "UserHangoutGroup", "updatedAt")
    demo.live_on(empty_database.url, AS_OF, sources=ONLY)
    after = moments(empty_database.url, "UserHangoutGroupAttendance", "attendedAt")
    deleted = [before[key] for key in before.keys() - after.keys()]
    moved = [before[key] for key in before.keys() & after.keys() if before[key] != after[key]]
    assert len(deleted) > 10
    assert len(moved) > 3
    assert min(deleted + moved) > AS_OF - 75 * DAY
    assert seats.keys() - moments(empty_database.url, "UserHangoutGroup", "updatedAt").keys()


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
    newest = [moment for moment in moments(empty_database.url, "User", "updatedAt").values() if moment > AS_OF]
    assert sum(moment <= AS_OF + pause for moment in newest) >= 3


@pytest.mark.check
def test_nothing_is_dated_later_than_lived_except_the_planted_dates(empty_database: Any) -> None:
    demo.fill(empty_database.url, scale=0.2, as_of=AS_OF, sources=ONLY)
    end = demo.live_on(empty_database.url, AS_OF + 20 * DAY, sources=ONLY).lived_until
    ahead = {
        (table.name, column): sum(moment > end for moment in moments(empty_database.url, table.name, column).values())
        for table in COPIED_TABLES
        for column in ("createdAt", "updatedAt")
        if column in table.columns
    }
    planted = {("User", "updatedAt"): 2, ("HangoutGroup", "createdAt"): 1}
    assert {where: count for where, count in ahead.items() if count} == planted
    assert rows(
        empty_database.url, 'select count(*) from public."User" where "lastActive" > \'2026-07-05 05:00:01\''
    ) == [(0,)]


def test_the_past_is_never_lived_again(empty_database: Any) -> None:
    demo.fill(empty_database.url, scale=SMALL, as_of=AS_OF, sources=ONLY)
    before = fingerprints(empty_database.url)
    assert demo.live_on(empty_database.url, AS_OF - DAY, sources=ONLY).lived_until == AS_OF
    assert fingerprints(empty_database.url) == before


def test_only_a_filled_database_is_filled(empty_database: Any) -> None:
    assert not demo.is_filled(empty_database.url, sources=ONLY)
    demo.fill(empty_database.url, scale=SMALL, as_of=AS_OF, sources=ONLY)
    assert demo.is_filled(empty_database.url, sources=ONLY)
    assert not demo.is_filled(empty_database.url)


def test_a_real_production_is_never_dropped(empty_database: Any) -> None:
    with empty_database.connect() as connection:
        connection.execute('create table public."User" (id text primary key)')
    with pytest.raises(demo.NotADemoDatabase, match="nothing was touched"):
        demo.fill(empty_database.url, scale=SMALL, sources=ONLY)
    with pytest.raises(demo.DemoNotFilled, match="atalaya demo"):
        demo.live_on(empty_database.url, sources=ONLY)


@pytest.mark.parametrize("scale", [0, -1, 1000])
def test_an_impossible_scale_is_refused(empty_database: Any, scale: float) -> None:
    with pytest.raises(demo.WrongDemoSetting, match="scale"):
        demo.fill(empty_database.url, scale=scale, sources=ONLY)

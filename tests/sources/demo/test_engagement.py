"""The simulated study centre: the same seed gives the same rows, it is alive, and it holds every trap."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from sources import demo
from sources.demo import state
from sources.demo.engagement import rows as table_rows
from sources.demo.engagement import simulation
from sources.demo.engagement.production import ACADEMY
from sources.demo.engagement.seasons import opening_hours
from sources.demo.engagement.students import roster
from sources.demo.production import World
from sync.specifications.specification import OVERLAP
from tests.sources.demo.engagement_traps import TRAPS

AS_OF = datetime(2026, 6, 15, 16, 0, 0, 123_000, tzinfo=UTC)
DAY = timedelta(days=1)
SMALL = 0.05
ONLY = ["academy"]
Content = dict[str, dict[str, dict[str, Any]]]
DOCUMENT = Path(__file__).parents[3] / "docs" / "demo.md"


@pytest.fixture(scope="module")
def centre(postgres_18: Any) -> Iterator[str]:
    """A filled demo source that no test changes."""
    name = postgres_18.create("template1")
    url = postgres_18.database_url(name)
    demo.fill(url, scale=1, as_of=AS_OF, sources=ONLY)
    yield url
    postgres_18.drop(name)


def rows(url: str, query: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(url, options="-c timezone=UTC") as connection:
        return connection.execute(query.encode()).fetchall()


def content(url: str) -> Content:
    """All rows of the copied tables, by key."""
    return {
        table.name: {
            row[0]: dict(zip(table.columns, row, strict=True))
            for row in rows(url, f"select {', '.join(table.columns)} from academy.{table.name}")
        }
        for table in ACADEMY.copied_tables
    }


def fingerprint(url: str) -> str:
    found = {table: sorted(by_key.items()) for table, by_key in content(url).items()}
    return hashlib.sha256(repr(found).encode()).hexdigest()


def moments(url: str, table: str, column: str) -> dict[str, datetime]:
    return dict(rows(url, f"select id, {column} from academy.{table} where {column} is not null"))


def test_the_same_seed_scale_and_moment_give_the_same_rows(new_database: Callable[[], Any]) -> None:
    first, second = new_database().url, new_database().url
    demo.fill(first, scale=SMALL, as_of=AS_OF, sources=ONLY)
    demo.fill(second, scale=SMALL, as_of=AS_OF, sources=ONLY)
    assert fingerprint(first) == fingerprint(second)
    demo.fill(second, scale=SMALL, as_of=AS_OF, sources=ONLY, seed=7)
    assert content(first)["students"].keys().isdisjoint(content(second)["students"])


@pytest.mark.check
@pytest.mark.parametrize("trap", TRAPS)
def test_every_trap_is_there_in_its_share(centre: str, trap: str) -> None:
    [[share]] = rows(centre, TRAPS[trap].query)
    assert TRAPS[trap].least <= share <= TRAPS[trap].most


def test_the_document_names_every_trap() -> None:
    section = DOCUMENT.read_text(encoding="utf-8").partition("## academy")[2].partition("\n## ")[0]
    assert [trap for trap in TRAPS if f"| {trap} |" not in section] == []


@pytest.mark.parametrize("scale", [0.01, pytest.param(SMALL, marks=pytest.mark.check)])
def test_the_rarest_traps_are_there_at_every_scale(empty_database: Any, scale: float) -> None:
    demo.fill(empty_database.url, scale=scale, as_of=AS_OF, sources=ONLY)
    rare = [name for name in TRAPS if "future" in name or "impossible" in name]
    assert [name for name in rare if rows(empty_database.url, TRAPS[name].query)[0][0] == 0] == []


@pytest.mark.check
def test_living_on_in_pieces_is_living_in_one_go(empty_database: Any) -> None:
    url, end = empty_database.url, AS_OF + 75 * DAY
    demo.fill(url, scale=0.2, as_of=AS_OF, sources=ONLY)
    for pause in (timedelta(seconds=1), timedelta(hours=3), 3 * DAY, 40 * DAY, 75 * DAY):
        demo.live_on(url, AS_OF + pause, sources=ONLY)
    with psycopg.connect(url) as connection:
        lived = state.require(connection, ACADEMY.name)
    whole = simulation.changes(World(lived.seed, lived.scale, lived.founded_at), None, end).upserts
    assert content(url) == {
        table.name: {row["id"]: {column: row.get(column) for column in table.columns} for row in whole[table.name]}
        for table in ACADEMY.copied_tables
    }


@pytest.fixture(scope="module")
def a_year(postgres_18: Any) -> Iterator[tuple[Content, Content]]:
    """The study centre of a year ago, and what has become of the rows that it had."""
    name = postgres_18.create("template1")
    url = postgres_18.database_url(name)
    demo.fill(url, scale=0.5, as_of=AS_OF - 365 * DAY, sources=ONLY)
    before = content(url)
    demo.live_on(url, AS_OF, sources=ONLY)
    yield before, content(url)
    postgres_18.drop(name)


def changed(a_year: tuple[Content, Content], table: str, column: str) -> list[tuple[Any, Any]]:
    """Values before and after, of the rows in which a column is another."""
    before, after = (moment[table] for moment in a_year)
    pairs = [(before[key][column], after[key][column]) for key in before.keys() & after.keys()]
    return [pair for pair in pairs if pair[0] != pair[1]]


@pytest.mark.check
def test_students_are_lifted_deleted_and_erased(a_year: tuple[Content, Content]) -> None:
    assert len(changed(a_year, "students", "level")) > 20
    assert any(old is None for old, _ in changed(a_year, "students", "level"))
    assert any(old is None for old, _ in changed(a_year, "students", "deleted_at"))
    before, after = a_year
    erased = before["students"].keys() - after["students"].keys()
    assert erased
    assert not [row for row in after["check_ins"].values() if row["student_id"] in erased]


def test_a_deleted_student_may_be_restored() -> None:
    of = World(20240101, 1, AS_OF - 1095 * DAY)
    restored = next(student for student in roster(of, AS_OF).students if student.restored_at)
    history = table_rows.student(of, restored, None)
    seen = [(moment, values and values["deleted_at"]) for moment, values in history]
    assert (restored.deleted_at, restored.deleted_at) in seen
    assert (restored.restored_at, None) in seen


@pytest.mark.check
def test_check_ins_are_closed_moved_given_away_and_erased(a_year: tuple[Content, Content]) -> None:
    assert any(old is None for old, _ in changed(a_year, "check_ins", "checked_out_at"))
    assert changed(a_year, "check_ins", "checked_in_at")
    assert changed(a_year, "check_ins", "student_id")
    before, after = a_year
    assert before["check_ins"].keys() - after["check_ins"].keys()


@pytest.mark.check
def test_some_check_ins_arrive_behind_the_watermark(a_year: tuple[Content, Content]) -> None:
    before, after = a_year
    arrived = [row for key, row in after["check_ins"].items() if key not in before["check_ins"]]
    behind = [row for row in arrived if row["updated_at"] < row["created_at"] - 2 * OVERLAP]
    assert 0.001 < len(behind) / len(arrived) < 0.01


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
    newest = [moment for moment in moments(empty_database.url, "students", "updated_at").values() if moment > AS_OF]
    assert sum(moment <= AS_OF + pause for moment in newest) >= 2


@pytest.mark.check
def test_nothing_is_dated_later_than_lived_except_the_planted_dates(empty_database: Any) -> None:
    demo.fill(empty_database.url, scale=0.2, as_of=AS_OF, sources=ONLY)
    end = demo.live_on(empty_database.url, AS_OF + 20 * DAY, sources=ONLY).lived_until
    ahead = {
        (table.name, column): sum(moment > end for moment in moments(empty_database.url, table.name, column).values())
        for table in ACADEMY.copied_tables
        for column in table.columns
        if column in {"created_at", "updated_at", "deleted_at", "last_seen_at"}
    }
    planted = {("students", "created_at"): 1, ("students", "updated_at"): 1}
    assert {where: count for where, count in ahead.items() if count} == planted


def test_a_real_production_is_never_dropped(empty_database: Any) -> None:
    with empty_database.connect() as connection:
        connection.execute("create schema academy; create table academy.students (id text primary key)")
    with pytest.raises(demo.NotADemoDatabase, match="nothing was touched"):
        demo.fill(empty_database.url, scale=SMALL, sources=ONLY)
    with pytest.raises(demo.DemoNotFilled, match="atalaya demo"):
        demo.live_on(empty_database.url, sources=ONLY)


@pytest.mark.parametrize(
    ("day", "is_open"),
    [
        ("2026-02-16", False),
        ("2026-02-18", True),
        ("2026-04-03", False),
        ("2026-10-09", False),
        ("2026-12-26", False),
        ("2026-06-14", False),
        ("2026-06-13", True),
    ],
)
def test_the_centre_rests_on_holidays_and_sundays(day: str, is_open: bool) -> None:
    assert (opening_hours(date.fromisoformat(day)) is not None) is is_open

"""The timeline's rules hold where it lies on a cluster's nodes, and a row that changes hands moves in one piece."""

from collections.abc import Iterator
from typing import Any

import pytest

from db.warehouse import Warehouse
from tests.conftest import Server
from tests.factories import Connection, rows
from tests.oracle.timeline.test_oracle import DEFAULTS, Writer, actual, expected
from tests.thoroughness import part
from tests.timeline import school
from tests.timeline.school import key

SEEDS = range(part(20, 0.2))

WHOLE = """
    select student_id::text, id, source_event, goal_id::text, removed_at is null
    from timeline.student_activity_timeline
    where source_id = %s
    order by source_event, student_id
"""


@pytest.fixture
def connection(spread: Warehouse) -> Iterator[Connection]:
    """The empty warehouse on the cluster; nothing that a test writes is kept."""
    with spread.connect() as opened, opened.transaction(force_rollback=True):
        yield opened


@pytest.mark.parametrize("seed", SEEDS)
def test_the_timeline_is_what_the_raw_rows_tell(connection: Connection, seed: int) -> None:
    writer = Writer(connection, seed)
    writer.found()
    for _ in range(12):
        writer.step()
    assert actual(connection) == expected(writer.school, DEFAULTS)
    assert rows(connection, "select timeline.backfill()") == [(0,)]


@pytest.fixture(params=["postgres_18", "postgres_15", "cluster"])
def anywhere(request: pytest.FixtureRequest) -> Iterator[Connection]:
    """A school in a warehouse on each kind of server; not rolled back as a whole: transactions are the subject."""
    if request.param == "cluster":
        url = request.getfixturevalue("spread").url
        server, name = None, ""
    else:
        server = request.getfixturevalue(request.param)
        assert isinstance(server, Server)
        name = server.create("atalaya_template")
        url = server.database_url(name)
    with Warehouse(url).connect() as connection:
        school.found(connection)
        yield connection
        connection.execute("truncate learning.profiles, learning.courses cascade")
        connection.execute("truncate timeline.student_activity_timeline")
    if server:
        server.drop(name)


def told(connection: Connection, name: str) -> list[tuple[Any, ...]]:
    return connection.execute(WHOLE.encode(), [key(name)]).fetchall()


@pytest.mark.each_server
@pytest.mark.parametrize("table", ["daily_notes", "enrollments", "video_progress"])
def test_a_row_that_changes_its_student_takes_its_activities_along(anywhere: Connection, table: str) -> None:
    name = f"first of {table}"
    before = told(anywhere, name)
    assert {student for student, *_ in before} == {key("ana")}
    anywhere.execute(f"update learning.{table} set student_id = %s where id = %s".encode(), [key("bo"), key(name)])
    after = told(anywhere, name)
    assert after == [(key("bo"), *rest) for _, *rest in before]
    assert rows(anywhere, "select timeline.backfill()") == [(0,)]


@pytest.mark.each_server
def test_a_row_that_comes_back_for_another_student_brings_its_activity_back(anywhere: Connection) -> None:
    before = told(anywhere, "first of daily_notes")
    anywhere.execute("delete from learning.daily_notes")
    school.add(anywhere, "daily_notes", "first of daily_notes", student_id="bo")
    assert told(anywhere, "first of daily_notes") == [(key("bo"), *rest) for _, *rest in before]


@pytest.mark.each_server
def test_a_move_that_is_taken_back_leaves_all_as_it_was(anywhere: Connection) -> None:
    before = told(anywhere, "first of daily_notes")
    with anywhere.transaction(force_rollback=True):
        anywhere.execute("update learning.daily_notes set student_id = %s", [key("bo")])
        assert told(anywhere, "first of daily_notes") != before
    assert told(anywhere, "first of daily_notes") == before


@pytest.mark.each_server
def test_building_anew_finds_what_changed_hands_unseen(anywhere: Connection) -> None:
    before = told(anywhere, "first of daily_notes")
    with anywhere.transaction():
        anywhere.execute("set local atalaya.skip_facts = 'on'")
        anywhere.execute("update learning.daily_notes set student_id = %s", [key("bo")])
    assert told(anywhere, "first of daily_notes") == before
    assert rows(anywhere, "select timeline.backfill() > 0") == [(True,)]
    assert told(anywhere, "first of daily_notes") == [(key("bo"), *rest) for _, *rest in before]
    assert rows(anywhere, "select timeline.backfill()") == [(0,)]


PAGES = {
    "a student": "select * from timeline.activity_details where student_id = '{ana}' order by created_at desc limit 50",
    "what waits of a student": "select * from timeline.waits where student_id = '{ana}' order by created_at limit 50",
    "a student's days": "select * from timeline.v_daily_activity where student_id = '{ana}'",
    "a student's goals": "select * from timeline.goal_spans where student_id = '{ana}'",
    "a student's figures": "select * from timeline.student_figures where student_id = '{ana}'",
}


def shipped(connection: Connection, page: str) -> list[str]:
    """How much each part of a plan sends from one node to others."""
    explained = rows(connection, f"explain (analyze, costs off, timing off) {page.format(ana=key('ana'))}")
    return [line.strip() for (line,) in explained if "Intermediate Data Size" in line]


def test_a_page_of_one_student_ships_no_more_however_much_others_did(connection: Connection) -> None:
    school.found(connection)
    before = {name: shipped(connection, page) for name, page in PAGES.items()}
    assert all(before.values())
    connection.execute(
        "insert into learning.daily_notes (id, student_id, content, created_at) "
        "select gen_random_uuid(), %s, 'Tired', now() - interval '1 year' from generate_series(1, 1000)",
        [key("bo")],
    )
    assert {name: shipped(connection, page) for name, page in PAGES.items()} == before


def test_a_page_of_one_student_is_answered_by_the_node_of_that_student(connection: Connection) -> None:
    school.found(connection)
    for name, page in PAGES.items():
        explained = rows(connection, f"explain (costs off) {page.format(ana=key('ana'))}")
        assert "Task Count: 1" in {line.strip() for (line,) in explained}, name

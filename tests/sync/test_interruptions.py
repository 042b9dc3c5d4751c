"""Runs that stop half way: what is committed stays, and the next goes on from there. Faults: tests/faults."""

import pytest

from db.warehouse import Warehouse
from sync.run.every_source import run_sync
from tests.conftest import Database
from tests.factories import HIJRAH, Connection, circle, met, rows, user
from tests.faults.processes import end_sessions
from tests.sync.conftest import request
from tests.sync.interference import AtBatch
from tests.sync.reading import TABLES, ago, everything, of, watermark


@pytest.fixture(autouse=True)
def organisation(production: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    """Thirty-three people in batches of ten."""
    monkeypatch.setattr("sync.merge.load.BATCH_ROWS", 10)
    circle(production, "g", HIJRAH)
    for number in range(30):
        user(production, f"user {number}")
        met(production, "g", ago(number * 3), by=f"user {number}")


def errors(replica: Connection) -> list[tuple[object, ...]]:
    return rows(replica, 'select attempt, "table", sqlstate from ops.sync_error_log order by error')


def test_the_error_log_says_which_table_and_which_try(here: Warehouse, source: Database, replica: Connection) -> None:
    run_sync(here, request(source.url), AtBatch(3, lambda: end_sessions(here.url, "atalaya")))
    [(attempt, table, _)] = errors(replica)
    assert (attempt, table in TABLES) == (1, True)


def test_a_stopped_run_goes_on_from_its_last_batch(
    here: Warehouse, source: Database, production: Connection, replica: Connection
) -> None:
    run_sync(here, request(source.url))
    production.execute("""update "User" set email = id || '@x.id', "updatedAt" = '2021-01-01'""")
    stop = AtBatch(3, lambda: stop.set())
    outcome = run_sync(here, request(source.url), stop)
    assert (outcome.status, rows(replica, 'select count(email) from "User"')) == ("interrupted", [(20,)])
    assert watermark(replica, "User") == "2021-01-01 00:00:00"
    outcome = run_sync(here, request(source.url))
    assert of(outcome, "User").counts.updated == 13
    assert everything(replica) == everything(production)


def test_a_stopped_first_load_is_not_seen_and_goes_on_from_its_last_part(
    here: Warehouse, source: Database, production: Connection, replica: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync.first_load.parallel_copy.CHUNK_PAGES", 1)
    stop = AtBatch(4, lambda: stop.set())
    assert run_sync(here, request(source.url), stop).status == "interrupted"
    assert {len(found) for found in everything(replica).values()} == {0}
    [(arrived,)] = rows(replica, "select count(*) from ops.first_load_chunk where taken_at is not null")
    assert arrived > 0
    user(production, "somebody new")
    outcome = run_sync(here, request(source.url))
    assert (outcome.status, everything(replica)) == ("succeeded", everything(production))
    assert rows(replica, "select count(*) from ops.first_load_chunk") == [(0,)]


def test_the_facts_are_whole_after_an_interrupted_first_load(
    here: Warehouse, source: Database, replica: Connection
) -> None:
    stop = AtBatch(9, lambda: stop.set())
    run_sync(here, request(source.url), stop)
    run_sync(here, request(source.url))
    meetings = rows(replica, "select * from ngeshare.group_meetings order by met_on")
    replica.execute("truncate ngeshare.group_meetings")
    replica.execute("select ngeshare.rebuild_facts()")
    assert rows(replica, "select * from ngeshare.group_meetings order by met_on") == meetings

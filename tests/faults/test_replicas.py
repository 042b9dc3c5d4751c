"""Pages read from replicas: which version of the data an answer is of, and what happens when one is behind or gone."""

import threading
import time
from collections.abc import Iterator
from dataclasses import replace

import psycopg
import pytest
import streamlit as st

from analytics import curriculum, health, query
from analytics.api import files
from analytics.files import link
from analytics.question import DATA_VERSION
from analytics.ui import loaders, moment
from db import replicas
from db.migrate import migrate
from db.warehouse import Warehouse
from tests import postgres_servers
from tests.conftest import Database
from tests.factories import HIJRAH, Connection, circle, rows
from tests.patience import LONG_ENOUGH_SECONDS
from tests.replication import Replica, balancer, replica_of

pytestmark = pytest.mark.skipif(not postgres_servers.DEBIAN.exists(), reason="Debian's PostgreSQL 15 is not installed")

DATABASE = "warehouse"


@pytest.fixture(scope="module")
def primary() -> Iterator[str]:
    with postgres_servers.debian() as server:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"create database {DATABASE}")
        url = server.replace("/postgres?", f"/{DATABASE}?")
        migrate(Warehouse(url))
        yield url


@pytest.fixture(scope="module")
def first(primary: str) -> Iterator[Replica]:
    with replica_of(primary, "max_standby_streaming_delay=0") as replica:
        yield replica


@pytest.fixture(scope="module")
def second(primary: str) -> Iterator[Replica]:
    with replica_of(primary) as replica:
        yield replica


@pytest.fixture
def read_url(first: Replica, second: Replica) -> str:
    return f"{first.url(DATABASE)}, {second.url(DATABASE)}"


@pytest.fixture
def here(primary: str, read_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Warehouse]:
    """The warehouse with its two replicas, read from as pages do."""
    yield from _reading(Warehouse(primary, read_url), monkeypatch)


def _reading(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> Iterator[Warehouse]:
    monkeypatch.setattr("db.warehouse.current", lambda: warehouse)
    st.cache_data.clear()
    yield warehouse
    warehouse.dispose()


@pytest.fixture
def writing(primary: str) -> Iterator[Connection]:
    with psycopg.connect(primary, autocommit=True) as connection:
        yield connection


def test_pages_read_from_the_first_replica_and_the_clockwork_from_the_warehouse(
    here: Warehouse, first: Replica, second: Replica, writing: Connection
) -> None:
    for replica in (first, second):
        replica.catch_up(here.url)
    assert _asked_of(here) == (True, str(first.directory))
    with here.primary.connect() as connection:
        assert connection.exec_driver_sql("select pg_is_in_recovery()").scalar_one() is False
    before = len(health.checks())
    writing.execute("insert into ops.sync_run (origin, sources) values ('test', '{ngeshare}')")
    with first.held_back(), second.held_back():
        assert len(health.checks()) >= before
        assert health.replicas() is not None


def test_a_replica_that_dies_is_replaced_by_the_next_and_then_by_the_warehouse(
    here: Warehouse, first: Replica, second: Replica
) -> None:
    for replica in (first, second):
        replica.catch_up(here.url)
    assert _asked_of(here) == (True, str(first.directory))
    first.kill()
    try:
        assert _asked_of(here) == (True, str(second.directory))
        replicas.note(here)
        states = health.replicas().set_index("name")
        assert states["state"].to_list().count("down") == 1
        [dead] = [name for name in states.index if str(first.directory) in name]
        assert "No such file" in states["said"][dead] or "Connection refused" in states["said"][dead]
        checks = health.checks()
        [check] = checks[(checks["check"] == "replica") & (checks["subject"] == dead)].to_dict("records")
        assert check["status"] == "error"
        assert check["message"].startswith("It cannot be read from, so pages read elsewhere: ")
        second.kill()
        try:
            assert _asked_of(here) == (False, "")
        finally:
            second.start()
    finally:
        first.start("max_standby_streaming_delay=0")


def test_a_question_that_a_dying_replica_has_begun_is_asked_of_the_next(
    here: Warehouse, first: Replica, second: Replica
) -> None:
    for replica in (first, second):
        replica.catch_up(here.url)
    found: list[object] = []
    asking = threading.Thread(
        target=lambda: found.append(query.frame("select pg_sleep(1)::text, pg_is_in_recovery() as replica"))
    )
    asking.start()
    _await_sleeper(first)
    first.kill()
    try:
        asking.join(LONG_ENOUGH_SECONDS)
        assert len(found) == 1
    finally:
        first.start("max_standby_streaming_delay=0")


def test_an_answer_that_is_there_outlives_its_server(here: Warehouse, first: Replica) -> None:
    """Forces the moment between the last row and the end of the transaction."""

    def ask() -> bool:
        found = query.frame("select pg_is_in_recovery() as replica")["replica"].iloc[0]
        first.kill()
        return bool(found)

    first.catch_up(here.url)
    try:
        assert query.at_one_moment(ask)[0] is True
    finally:
        first.start("max_standby_streaming_delay=0")
    assert len(query.frame("select 1 from ops.data_version")) == 1


def test_a_question_that_recovery_ends_is_asked_once_more(here: Warehouse, first: Replica, writing: Connection) -> None:
    writing.execute(
        "insert into ops.sync_run (origin, sources) select 'test', '{ngeshare}' from generate_series(1, 50)"
    )
    first.catch_up(here.url)
    found: list[object] = []
    asked = "select count(*) as runs from ops.sync_run, (select pg_sleep(0.8)) as waited"
    asking = threading.Thread(target=lambda: found.append(query.frame(asked)["runs"].iloc[0]))
    asking.start()
    _await_sleeper(first)
    writing.execute("delete from ops.sync_run where origin = 'test'")
    writing.execute("vacuum ops.sync_run")
    asking.join(LONG_ENOUGH_SECONDS)
    [[left]] = rows(writing, "select count(*) from ops.sync_run")
    assert found == [left]


def test_a_file_whose_rows_recovery_ends_comes_from_the_warehouse(
    here: Warehouse, first: Replica, writing: Connection
) -> None:
    writing.execute(
        "insert into ops.sync_run (origin, sources) select 'test', '{ngeshare}' from generate_series(1, 50)"
    )
    first.catch_up(here.url)
    download = files.Download(link.Asked("curriculum.funnel", {}, "funnel", "en"))
    slow = query.Statement("select count(*) as runs from ops.sync_run, (select pg_sleep(0.8)) as waited", {})
    download.extract = replace(download.extract, statement=slow)
    starting = threading.Thread(target=download.start)
    starting.start()
    _await_sleeper(first)
    writing.execute("delete from ops.sync_run where origin = 'test'")
    writing.execute("vacuum ops.sync_run")
    starting.join(LONG_ENOUGH_SECONDS)
    [[left]] = rows(writing, "select count(*) from ops.sync_run")
    assert b"".join(download.bytes).decode("utf-8-sig").splitlines() == ["runs", str(left)]
    download.end()


def test_each_answer_is_of_one_version_though_a_balancer_asks_another_replica_each_time(
    primary: str, first: Replica, second: Replica, writing: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Forces what used to happen: the version of one replica beside the data of another, kept as if they were one."""
    with balancer([first, second], DATABASE) as url:
        for here in _reading(Warehouse(primary, url), monkeypatch):
            # No connection stays: each question meets the next replica.
            monkeypatch.setattr(here.reader, "pool", here.reader.pool.recreate())
            for change in range(3):
                first.catch_up(primary)
                with second.held_back():
                    circle(writing, f"group {change}", HIJRAH)
                    writing.execute("update ops.data_version set version = version + 1, changed_at = clock_timestamp()")
                    first.catch_up(primary)
                    seen = _answers(here, 12)
                    assert len({version for version, _groups in seen}) == 2, "both replicas are asked"
                    _hold_together(writing, seen)
                second.catch_up(primary)
                seen = _answers(here, 4)
                _hold_together(writing, seen)
                assert len(set(seen)) == 1, "nothing is kept of what a replica said while it was behind"


def test_a_replica_that_is_behind_says_since_when(
    here: Warehouse, first: Replica, second: Replica, writing: Connection
) -> None:
    for replica in (first, second):
        replica.catch_up(here.url)
    with first.held_back():
        writing.execute("update ops.data_version set version = version + 1, changed_at = clock_timestamp()")
        second.catch_up(here.url)
        time.sleep(1.1)
        replicas.note(here)
        states = {row["name"]: row for row in health.replicas().to_dict("records")}
        [behind] = [row for name, row in states.items() if str(first.directory) in name]
        [current] = [row for name, row in states.items() if str(second.directory) in name]
        assert (behind["state"], current["state"]) == ("behind", "current")
        assert 1 <= behind["behind_seconds"] < 600
    first.catch_up(here.url)
    replicas.note(here)
    assert set(health.replicas()["state"]) == {"current"}


def test_a_replica_without_this_version_s_tables_is_left_out(
    primary: str, empty_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    for here in _reading(Warehouse(primary, empty_database.url), monkeypatch):
        assert len(query.frame("select 1 from ops.data_version")) == 1
        assert here.serving == ""
        replicas.note(here)
        said = rows_of(primary, "select said from ops.replica where version is null")
        assert any("migration None" in one for (one,) in said)


def rows_of(url: str, statement: str) -> list[tuple[str, ...]]:
    with psycopg.connect(url) as connection:
        return rows(connection, statement)


def _asked_of(here: Warehouse) -> tuple[bool, str]:
    """Whether pages read from a replica, and where its socket is."""
    found = query.frame("select pg_is_in_recovery() as replica")["replica"].iloc[0]
    return bool(found), here.serving.rpartition(":")[0]


def _await_sleeper(replica: Replica) -> None:
    with psycopg.connect(replica.url("postgres"), autocommit=True) as connection:
        asked = "select count(*) from pg_stat_activity where wait_event = 'PgSleep' and usename = 'postgres'"
        while connection.execute(asked).fetchone() == (0,):
            time.sleep(0.02)


def _answers(here: Warehouse, times: int) -> list[tuple[int, int]]:
    """The version and the number of groups of answers as pages get them, each on a new connection."""
    seen = []
    for _ in range(times):
        here.reader.dispose()
        moment.data_version.clear()
        answer = loaders.ask(curriculum.changes)
        seen.append((int(answer.frame.attrs[DATA_VERSION]), int(answer.row["groups_total"])))
    return seen


def _hold_together(writing: Connection, seen: list[tuple[int, int]]) -> None:
    """A group came with each version, so that the newest says how many there were at each."""
    [[version, groups]] = rows(
        writing, 'select (select version from ops.data_version), (select count(*) from public."HangoutGroup")'
    )
    assert {groups - (version - of) for of, _ in seen} == {count for _, count in seen}
    assert all(count == groups - (version - of) for of, count in seen)

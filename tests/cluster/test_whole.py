"""A cluster answers what one server answers: after a first load, changes, an upgrade, and syncs that were killed."""

import signal
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import streamlit as st

from db.domains import DOMAINS
from db.migrate import migrate
from db.rules import change
from db.rules.model import Rules
from db.warehouse import OWNER, Warehouse
from sources import demo
from sync.clock.self_check import run_self_check
from tests import postgres_servers
from tests.analytics import test_questions
from tests.citus import Cluster
from tests.cluster.answers import DAYS, differing, questions, raw, relations, stale_facts, take_ids
from tests.conftest import Server
from tests.factories import rows
from tests.faults.pair import SOURCES, Pair
from tests.faults.processes import commands, wait_until
from tests.faults.proxy import proxy_before
from tests.patience import LONG_ENOUGH_SECONDS

AS_OF = datetime(2026, 6, 15, 16, tzinfo=UTC)
SCALE = 0.05


@dataclass(frozen=True)
class Both:
    """A warehouse on one server, one on a cluster, and the production that they follow."""

    production: str
    alone: Warehouse
    spread: Warehouse

    def sync(self) -> None:
        for warehouse in (self.alone, self.spread):
            outcome = Pair(self.production, warehouse).sync(*SOURCES)
            assert (outcome.status, outcome.messages) == ("succeeded", [])
        with self.alone.connect() as alone, self.spread.connect() as spread:
            take_ids(alone, spread)


@pytest.fixture(scope="module")
def both(cluster: Cluster, spread: Warehouse, postgres_15: Server) -> Iterator[Both]:
    """Both, after a first load, and a sync of what happened in two months; its roles are those of an earlier one."""
    production = postgres_15.create("template1")
    alone = postgres_15.create("atalaya_template")
    found = Both(
        postgres_15.database_url(production),
        Warehouse(postgres_15.database_url(alone)),
        Warehouse(cluster.create(like=spread.url)),
    )
    demo.fill(found.production, scale=SCALE, as_of=AS_OF)
    migrate(found.alone)
    migrate(found.spread)
    found.sync()
    demo.live_on(found.production, AS_OF + timedelta(days=60))
    found.sync()
    yield found
    for warehouse in (found.alone, found.spread):
        warehouse.reader.dispose()
    for name in (production, alone):
        postgres_15.drop(name)


def test_every_relation_has_the_same_rows(both: Both) -> None:
    with both.alone.connect() as alone, both.spread.connect() as spread:
        assert differing(raw(alone), raw(spread)) == {}
        assert rows(spread, "select count(*) > 4000 from timeline.student_activity_timeline") == [(True,)]
        for day in DAYS:
            assert differing(relations(alone, day), relations(spread, day)) == {}, day


def test_every_question_has_the_same_answer(both: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    with both.alone.connect() as alone:
        for column in ("student_id", "video_id"):
            [(busiest,)] = rows(
                alone,
                f"select {column}::text from timeline.student_activity_timeline where {column} is not null "
                "group by 1 order by count(*) desc, 1 limit 1",
            )
            monkeypatch.setitem(test_questions.ARGUMENTS, column, busiest)

    def answers_of(warehouse: Warehouse) -> dict[str, list[str]]:
        monkeypatch.setattr("db.warehouse.current", lambda: warehouse)
        st.cache_data.clear()
        return questions()

    before, spread, after = answers_of(both.alone), answers_of(both.spread), answers_of(both.alone)
    # An age may become an hour older meanwhile; then it is the other answer's.
    differed, differs = differing(before, spread), differing(after, spread)
    assert {name: differed[name] for name in differed.keys() & differs.keys()} == {}


def test_facts_add_up_on_the_cluster_until_an_activity_is_lost(both: Both) -> None:
    assert [domain.disagreeing for domain in run_self_check(both.spread)] == [[]] * len(DOMAINS)
    with both.spread.connect() as spread, spread.transaction(force_rollback=True):
        spread.execute("delete from timeline.student_activity_timeline where source_table = 'milestones'")
        told = "select measure from timeline.identities where counted <> expected"
        assert rows(spread, told) == [("milestones",)]


def test_a_change_of_rules_makes_the_same_of_both(both: Both) -> None:
    wanted = {"learning.time_zone": "Asia/Tokyo", "ngeshare.time_zone": "America/Santiago", "academy.roster_days": 21}
    for rules in (wanted, {name: Rules().values()[name] for name in wanted}):
        for warehouse in (both.alone, both.spread):
            with warehouse.connect() as connection:
                connection.execute(f"set role {OWNER}")
                change.apply(connection, rules, "test")
        with both.alone.connect() as alone, both.spread.connect() as spread:
            dates = (
                "select source_id, source_event, activity_date from timeline.student_activity_timeline order by 1, 2"
            )
            assert rows(alone, dates) == rows(spread, dates)
            assert rows(alone, "select * from ngeshare.v_group_status order by 1") == rows(
                spread, "select * from ngeshare.v_group_status order by 1"
            )


def test_verify_finds_the_same_on_both(both: Both) -> None:
    """In both the same: demo's history is changed behind its cursors, and its oldest readings are archived."""
    alone, spread = (
        Pair(both.production, warehouse).verify(*SOURCES, repair=False) for warehouse in (both.alone, both.spread)
    )
    assert alone.message == spread.message
    assert [table.message for table in spread.tables if table.source == "learning" and table.message] == []
    assert {name for name in stale_facts(both.spread) if name.startswith("timeline.")} == set()


@pytest.fixture
def moved(both: Both, cluster: Cluster, tmp_path: Path) -> Iterator[Both]:
    """A cluster's warehouse that was one server's: dumped, restored, migrated."""
    dump, moved = tmp_path / "warehouse.sql", Warehouse(cluster.create(like=both.spread.url))
    run = {"check": True, "capture_output": True}
    subprocess.run([postgres_servers.DEBIAN / "pg_dump", f"--file={dump}", both.alone.url], **run)
    subprocess.run(
        [postgres_servers.DEBIAN / "psql", "-qX", "-v", "ON_ERROR_STOP=1", f"--file={dump}", moved.url], **run
    )
    migrate(moved)
    yield Both(both.production, both.alone, moved)
    moved.reader.dispose()


def test_a_dump_of_one_server_goes_on_as_a_cluster_also_when_its_syncs_are_killed(moved: Both, tmp_path: Path) -> None:
    with moved.alone.connect() as alone, moved.spread.connect() as spread:
        assert rows(spread, "select count(*) from citus_tables") == [(1,)]
        assert differing(relations(alone, DAYS[1]), relations(spread, DAYS[1])) == {}
    demo.live_on(moved.production, AS_OF + timedelta(days=90))
    with commands(tmp_path) as command, ExitStack() as proxies:
        pair, killed = Pair(moved.production, moved.spread), 0
        way = proxies.enter_context(proxy_before(moved.production))
        for volume in (30_000, 100_000, 200_000, 400_000):
            victim = command(pair, "sync", url=way.url(moved.production), sources=SOURCES, small_steps=True)
            way.after(volume, lambda _, victim=victim: victim.send_signal(signal.SIGKILL))
            victim.communicate(timeout=LONG_ENOUGH_SECONDS)
            killed += victim.returncode == -signal.SIGKILL
        assert killed > 1
    with moved.spread.connect() as spread:
        wait_until(spread, "not ops.sync_is_alive()")
    moved.sync()
    with moved.alone.connect() as alone, moved.spread.connect() as spread:
        assert differing(raw(alone), raw(spread)) == {}
        assert differing(relations(alone, DAYS[0]), relations(spread, DAYS[0])) == {}

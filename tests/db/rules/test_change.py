"""A change of rules: its functions, words and history at once, and nothing of it where it fails or is killed."""

import threading
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import psycopg
import pytest

from analytics import query, rules
from db import migrate
from db.domains import DOMAINS
from db.errors import RulesError
from db.rules import change, functions
from db.rules.file import RulesFile
from db.rules.model import RULES, Rules
from db.rules.preview import preview
from db.warehouse import OWNER, READER, Warehouse
from tests.factories import Connection, rows
from tests.patience import LONG_ENOUGH_SECONDS

OTHER = {
    "ngeshare.time_zone": "America/Santiago",
    "ngeshare.rescue_percent": Decimal("66.7"),
    "academy.dayparts": [[0, 6], [6, 12], [13, 24]],
    "academy.active_windows": [1, 2, 3, 4],
    "teloo.ranking_days": 7,
    "learning.time_zone": "Australia/Lord_Howe",
    "classwaves.time_zone": "Asia/Kathmandu",
    "ngeshare.courses": [{"name": "It's one", "episodes": 3}, {"name": "Ngeshare Sesi Aqidah", "episodes": 9}],
}


TELOO = next(domain for domain in DOMAINS if domain.source == "teloo")


@pytest.fixture
def owner(warehouse: Warehouse) -> Iterator[Connection]:
    with warehouse.connect() as connection:
        connection.execute(f"set role {OWNER}")
        yield connection


def test_a_new_warehouse_has_the_defaults_and_every_function_its_type(owner: Connection) -> None:
    assert functions.in_force(owner) == Rules().values()
    found = rows(
        owner,
        "select 'ops.' || proname, format_type(prorettype, null), provolatile from pg_proc "
        "where pronamespace = 'ops'::regnamespace and proname like 'rule\\_%' and proname <> 'rule_generation'",
    )
    assert {(name, kind) for name, kind, _ in found} == {(rule.function, rule.sql_type) for rule in RULES.values()}
    assert {volatile for *_, volatile in found} == {"i"}


def test_what_is_set_is_in_force_said_in_comments_and_written_down(owner: Connection) -> None:
    changes = change.apply(owner, functions.in_force(owner) | OTHER, "ana")
    assert functions.in_force(owner) == Rules().values() | OTHER
    assert [one.source for one in changes] == [domain.source for domain in DOMAINS]
    [(said,)] = rows(owner, "select obj_description('kpi.recent_offers'::regclass)")
    assert said == "Offers of the last 7 local days per advisor."
    told = rows(owner, "select source || '.' || key, old, new, changed_by from ops.rule_change")
    assert {name for name, *_ in told} == OTHER.keys()
    assert {who for *_, who in told} == {"ana"}
    assert {name: old for name, old, *_ in told}["teloo.ranking_days"] == 30
    assert rows(owner, "select course_name, max_episodes from ngeshare.course_config order by sequence_order") == [
        ("It's one", 3),
        ("Ngeshare Sesi Aqidah", 9),
    ]
    before = rows(owner, "select count(*) from ops.rule_change")
    assert change.apply(owner, functions.in_force(owner), "ana") == []
    assert rows(owner, "select count(*) from ops.rule_change") == before


def test_a_zone_that_the_server_does_not_know_changes_nothing(owner: Connection) -> None:
    with pytest.raises(RulesError, match=r"academy\.time_zone: the warehouse's server knows no zone Mars/Olympus"):
        change.apply(owner, functions.in_force(owner) | OTHER | {"academy.time_zone": "Mars/Olympus"}, "ana")
    assert functions.in_force(owner) == Rules().values()


def test_what_fails_in_the_middle_leaves_the_rules_of_that_source_as_they_were(owner: Connection) -> None:
    owner.execute(
        "create or replace function mgmt.rebuild_presence() returns bigint language plpgsql as "
        "'begin raise exception ''no''; end'"
    )
    with pytest.raises(psycopg.errors.RaiseException):
        change.apply(owner, functions.in_force(owner) | {"academy.time_zone": "UTC", "ngeshare.active_days": 1}, "ana")
    found = functions.in_force(owner)
    assert (found["academy.time_zone"], found["ngeshare.active_days"]) == ("America/Guayaquil", 1)
    assert rows(owner, "select key from ops.rule_change") == [("active_days",)]


def test_readers_wait_for_nothing_and_see_the_old_rule_until_the_end(owner: Connection, warehouse: Warehouse) -> None:
    with warehouse.connect(READER) as reader:
        reader.execute("set statement_timeout = '5s'")
        with owner.transaction():
            of_teloo = {"teloo.time_zone": "Asia/Tokyo", "teloo.ranking_days": 7}
            change.change_source(owner, TELOO, of_teloo, "ana")
            assert rows(reader, "select ops.rule_teloo_ranking_days(), count(*) from kpi.mv_ranking_asesores") == [
                (30, 0)
            ]
            assert rows(reader, "select count(*) from kpi.recent_offers") == [(0,)]
        assert rows(reader, "select ops.rule_teloo_ranking_days()") == [(7,)]


def test_a_plan_that_has_a_rule_in_it_forgets_it(owner: Connection, warehouse: Warehouse) -> None:
    with warehouse.connect(READER) as reader:
        asked = "select ops.rule_teloo_ranking_days() + %s"
        for _ in range(8):
            assert reader.execute(asked, [0], prepare=True).fetchone() == (30,)
        change.apply(owner, functions.in_force(owner) | {"teloo.ranking_days": 7}, "ana")
        assert reader.execute(asked, [0], prepare=True).fetchone() == (7,)


def test_a_question_that_a_change_comes_into_is_asked_again(
    owner: Connection, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.warehouse.current", lambda: warehouse)
    days = iter((7, 8))

    def asked_twice() -> tuple[int, int]:
        first = query.frame("select count(*) as n from ops.rules_in_force")["n"].iloc[0]
        changed = next(days, None)
        if changed == 7:
            change.apply(owner, functions.in_force(owner) | {"teloo.ranking_days": changed}, "ana")
        return int(first), int(query.frame("select ops.rule_teloo_ranking_days() as days")["days"].iloc[0])

    (count, found), _version = query.at_one_moment(asked_twice)
    assert (count, found) == (len(RULES), 7)
    assert next(days, None) is None
    assert rules.value("teloo.ranking_days") == 7


def test_a_killed_change_is_none(owner: Connection, warehouse: Warehouse) -> None:
    with warehouse.connect() as killer:
        started = threading.Event()

        def kill() -> None:
            assert started.wait(LONG_ENOUGH_SECONDS)
            killer.execute("select pg_terminate_backend(%s, 5000)", [owner.info.backend_pid])

        owner.execute(
            "create or replace function mgmt.rebuild_presence() returns bigint language plpgsql as "
            "'begin perform pg_sleep(60); return 0; end'"
        )
        thread = threading.Thread(target=kill)
        thread.start()
        started.set()
        with pytest.raises(psycopg.OperationalError):
            change.apply(owner, functions.in_force(owner) | {"academy.time_zone": "Europe/Helsinki"}, "ana")
        thread.join(LONG_ENOUGH_SECONDS)
        killer.execute("reset role")
        assert functions.in_force(killer) == Rules().values()


def test_a_file_is_taken_by_migrate_and_only_where_asked(warehouse: Warehouse) -> None:
    found = RulesFile(Path("rules.toml"), Rules.model_validate({"teloo": {"ranking_days": 9}}), False, {})
    migrate.migrate(warehouse, found, takes_file=False)
    with warehouse.connect() as connection:
        assert functions.in_force(connection)["teloo.ranking_days"] == 30
    migrate.migrate(warehouse, found)
    migrate.migrate(warehouse)
    with warehouse.connect() as connection:
        assert functions.in_force(connection)["teloo.ranking_days"] == 9
        [(said,)] = rows(connection, "select obj_description('kpi.recent_offers'::regclass)")
        assert said == "Offers of the last 9 local days per advisor."


def test_courses_that_somebody_writes_into_the_table_are_the_rule(warehouse: Warehouse) -> None:
    with warehouse.connect() as connection:
        connection.execute("update ngeshare.course_config set max_episodes = 12 where sequence_order = 4")
    migrate.migrate(warehouse)
    with warehouse.connect() as connection:
        assert functions.in_force(connection)["ngeshare.courses"][3]["episodes"] == 12


def test_a_preview_changes_nothing(warehouse: Warehouse) -> None:
    with warehouse.connect() as connection:
        before = functions.in_force(connection)
    found = preview(warehouse, before | OTHER)
    assert (set(found.changed), found.unseen) == (OTHER.keys(), ())
    with warehouse.connect() as connection:
        assert functions.in_force(connection) == before
        assert rows(connection, "select count(*) from ops.rule_change") == [(0,)]


def test_a_preview_says_what_it_could_not_see(owner: Connection, warehouse: Warehouse) -> None:
    owner.execute(
        "create or replace function mgmt.rebuild_presence() returns bigint language plpgsql as "
        "'begin perform pg_sleep(60); return 0; end'"
    )
    wanted = functions.in_force(owner) | {"academy.time_zone": "UTC", "ngeshare.active_days": 1}
    found = preview(warehouse, wanted, seconds=1)
    assert (found.seen, found.unseen) == (("ngeshare",), ("academy",))

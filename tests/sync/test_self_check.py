"""Facts against the sums of their rows: all agree, and whatever is lost of a fact is said until it is mended."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from db.derived import derived_objects
from db.domains import DOMAINS, Domain
from db.schemas import DERIVED_SCHEMAS
from db.warehouse import Warehouse
from sources import demo
from sync.clock import jobs
from sync.clock.self_check import LOCK, CheckedDomain, CheckRunning, run_self_check, summary, was_just_done
from sync.verify import run_verify_facts
from tests.conftest import SERVERS, Server
from tests.factories import Connection, rows
from tests.faults.pair import SOURCES, Pair

AS_OF = datetime.now(UTC) - timedelta(days=20)
BACK = 60

IN_NO_SUM = {
    "ngeshare.group_findings": "waits for the next quality report, and is in no number but its own",
    "ngeshare.user_findings": "likewise",
    "mgmt.student_findings": "likewise",
    "kpi.trade_findings": "likewise",
}
"""Facts that no sum notices, and why."""

FACTS = [
    found.identity
    for found in derived_objects()
    if found.schema in DERIVED_SCHEMAS and found.kind in {"fact", "materialized view"}
]
MADE_OF = {"kpi.mv_metricas_mensuales": "teloo.ofertas", "kpi.mv_ranking_asesores": "teloo.notificaciones"}
"""What is taken away where rows of a fact cannot be."""

OF_ITSELF = {("timeline.student_activity_timeline", "activity_date")}
"""Sums of a fact in two ways, which differ where a cluster's nodes look from another day."""

HEALTH = """select subject, status, message from ops.health where "check" = 'identities' and status <> 'ok'"""


@pytest.fixture(scope="module", params=SERVERS)
def synced(request: pytest.FixtureRequest) -> Iterator[Warehouse]:
    """A warehouse after a first load of every source, and a sync of what happened since."""
    server: Server = request.getfixturevalue(request.param)
    names = [server.create("atalaya_template"), server.create("template1")]
    warehouse, production = Warehouse(server.database_url(names[0])), server.database_url(names[1])
    demo.fill(production, scale=0.05, as_of=AS_OF)
    for _ in range(2):
        assert Pair(production, warehouse).sync(*SOURCES).status == "succeeded"
        assert summary(run_self_check(warehouse, days_back=BACK)) is None
        demo.live_on(production)
    yield warehouse
    warehouse.reader.dispose()
    for name in names:
        server.drop(name)


@pytest.fixture
def harmed(synced: Warehouse) -> Iterator[Connection]:
    """A connection whose writes no trigger notices, and which are taken back."""
    with synced.connect() as connection, connection.transaction(force_rollback=True):
        connection.execute("set session_replication_role = replica")
        yield connection


def disagreeing(connection: Connection, domain: Domain) -> set[tuple[str, str]]:
    found = rows(connection, f"select fact, measure from {domain.identities} where counted <> expected")
    return {(fact, measure) for fact, measure in found}


def domain_of(fact: str) -> Domain:
    return next(domain for domain in DOMAINS if domain.derived_schema == fact.split(".")[0])


def of(checked: list[CheckedDomain], source: str) -> CheckedDomain:
    return next(domain for domain in checked if domain.source == source)


def test_all_facts_add_up_as_of_now_and_of_an_earlier_day(synced: Warehouse) -> None:
    checked = run_self_check(synced, days_back=BACK)
    assert [(domain.source, domain.state, domain.disagreeing) for domain in checked] == [
        (domain.source, "checked", []) for domain in DOMAINS
    ]
    with synced.connect() as connection:
        assert rows(connection, "select count(distinct as_of::date) from ops.identities group by source") == [(2,)] * 5
        assert rows(connection, "select fact, measure from ops.identities where expected = 0 and not looks_back") == []
        assert rows(connection, HEALTH) == []
        assert rows(connection, "select distinct state, disagreeing from ops.self_checks") == [("checked", 0)]


def test_every_fact_is_in_a_sum_but_those_that_say_why_not(synced: Warehouse) -> None:
    with synced.connect() as connection:
        summed = {fact for (fact,) in rows(connection, "select distinct fact from ops.identities")}
    assert set(FACTS) - summed == IN_NO_SUM.keys()


@pytest.mark.parametrize("fact", [fact for fact in FACTS if fact not in IN_NO_SUM])
def test_every_sum_of_a_fact_notices_that_its_rows_are_gone(harmed: Connection, fact: str) -> None:
    domain = domain_of(fact)
    measures = {name for name in rows(harmed, f"select fact, measure from {domain.identities}") if name[0] == fact}
    harmed.execute(f"delete from {MADE_OF.get(fact, fact)}".encode())
    noticed = {name for name in disagreeing(harmed, domain) if name[0] == fact}
    assert noticed
    assert fact in MADE_OF or noticed | OF_ITSELF >= measures


@pytest.mark.parametrize("fact", [fact for fact in FACTS if fact not in IN_NO_SUM.keys() | MADE_OF.keys()])
def test_one_row_less_is_noticed(harmed: Connection, fact: str) -> None:
    domain, noticed = domain_of(fact), False
    # What holds no longer, or not yet, is in the sums of another day.
    for _ in range(20):
        harmed.execute("savepoint before")
        one = f"select ctid from {fact} order by random() limit 1"
        assert harmed.execute(f"delete from {fact} where ctid = ({one})".encode()).rowcount == 1
        noticed |= bool(disagreeing(harmed, domain))
        harmed.execute("rollback to savepoint before")
    assert noticed


def test_what_disagrees_is_said_until_it_is_mended(synced: Warehouse) -> None:
    academy = domain_of("mgmt.presence_hours")
    with synced.connect() as connection:
        connection.execute("update mgmt.presence_hours set sessions = sessions + 1 where on_day = '2026-03-02'")
        found = of(run_self_check(synced, days_back=BACK), "academy")
        assert {(one.fact, one.measure) for one in found.disagreeing} == {("mgmt.presence_hours", "sessions")}
        assert summary([found]) == "academy: mgmt.presence_hours"
        said = (
            "Sums of facts are not what their rows say: mgmt.presence_hours. Numbers made of them are wrong. "
            "Run `atalaya verify --facts --repair`."
        )
        assert rows(connection, HEALTH) == [("academy", "error", said)]
        assert run_verify_facts(synced, [academy], repair=True).status == "succeeded"
        assert of(run_self_check(synced, [academy], days_back=BACK), "academy").is_well
        assert rows(connection, HEALTH) == []


def test_a_server_that_starts_logs_what_disagrees_and_one_that_starts_with_it_does_not(
    synced: Warehouse, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("db.warehouse.current", lambda: synced)
    with synced.connect() as connection:
        connection.execute("update mgmt.monthly_gaps set gaps = gaps + 1")
        connection.execute("update ops.self_check set checked_at = checked_at - interval '1 hour'")
        try:
            for _ in range(2):
                jobs.check_at_start()
            said = "Facts do not add up to what their rows say: academy: mgmt.monthly_gaps"
            assert [record.getMessage() for record in caplog.records] == [said]
            assert jobs.check_facts() == "academy: mgmt.monthly_gaps"
        finally:
            connection.execute("update mgmt.monthly_gaps set gaps = gaps - 1")
        assert jobs.check_facts() is None


def test_a_domain_that_cannot_be_asked_is_an_error_too(synced: Warehouse) -> None:
    with synced.connect() as connection:
        connection.execute("alter view kpi.identities rename to away")
        try:
            checked = run_self_check(synced)
            [(source, status, said)] = rows(connection, HEALTH)
        finally:
            connection.execute("alter view kpi.away rename to identities")
        assert (source, status, of(checked, "teloo").state) == ("teloo", "error", "failed")
        assert "kpi.identities" in said
        run_self_check(synced)
        assert rows(connection, HEALTH) == []


def test_facts_that_have_yet_to_follow_their_rows_are_not_judged(synced: Warehouse) -> None:
    with synced.connect() as connection:
        before = rows(connection, "select * from ops.self_check where source = 'academy'")
        connection.execute(
            """insert into ops.pending_change (source, "table", changed_rows) values ('academy', 'check_ins', 1)"""
        )
        connection.execute("delete from ops.self_check where source = 'teloo'")
        try:
            assert of(run_self_check(synced), "academy").state == "waiting"
        finally:
            connection.execute("delete from ops.pending_change where source = 'academy'")
        assert rows(connection, "select * from ops.self_check where source = 'academy'") == before


def test_only_one_process_checks_at_a_time_and_servers_that_start_together_do_so_once(synced: Warehouse) -> None:
    run_self_check(synced)
    assert was_just_done(synced, timedelta(minutes=1))
    assert not was_just_done(synced, timedelta(0))
    with synced.connect() as connection:
        connection.execute("select pg_advisory_lock(hashtextextended(%s, 0))", [LOCK])
        with pytest.raises(CheckRunning):
            run_self_check(synced)


def test_what_was_never_synced_is_skipped_and_said(warehouse: Warehouse) -> None:
    assert {domain.state for domain in run_self_check(warehouse)} == {"not synced"}
    with warehouse.connect() as connection:
        assert rows(connection, "select distinct state, identities from ops.self_checks") == [("not synced", 0)]
        assert rows(connection, HEALTH.replace("and status <> 'ok'", "")) == []


@pytest.mark.parametrize("domain", DOMAINS, ids=lambda domain: domain.name)
def test_an_empty_warehouse_adds_up_to_nothing(warehouse: Warehouse, domain: Domain) -> None:
    with warehouse.connect() as connection:
        assert rows(connection, f"select * from {domain.identities} where counted <> 0 or expected <> 0") == []

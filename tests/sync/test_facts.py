"""Facts against the rows that they are made of: whatever went missing is named, and mended."""

from collections.abc import Iterator

import pytest

from db.domains import DOMAINS
from db.migrate import migrate
from db.schemas import DERIVED_SCHEMAS
from db.warehouse import Warehouse
from sync.compare.facts import WHEN_COMPUTED
from sync.log import changes
from sync.log.verification import Verification
from sync.specifications import SOURCES
from sync.verify import run_verify_facts
from tests.conftest import Server
from tests.db.content import columns_of, content_of
from tests.db.store_dump import DUMPS, restore
from tests.factories import rows

SCHEMA_8 = next(dump for dump in DUMPS if dump.name.startswith("0008"))
HARM = {
    "ngeshare.group_meetings": "delete from ngeshare.group_meetings",
    "ngeshare.group_progress": "delete from ngeshare.group_progress",
    "ngeshare.group_changes": "update ngeshare.group_changes set groups = groups + 1",
    "ngeshare.group_marks": "delete from ngeshare.group_marks",
    "ngeshare.meeting_days": "delete from ngeshare.meeting_days",
    "ngeshare.group_rosters": "update ngeshare.group_rosters set user_name = 'somebody'",
    "mgmt.visit_gaps": "update mgmt.visit_gaps set student_visits = student_visits + 1",
    "kpi.advisor_weeks": "delete from kpi.advisor_weeks",
    "analytics.presence": "delete from analytics.presence",
    "analytics.dashboard_metrics_hourly": "update analytics.dashboard_metrics_hourly set sessions_active = 99",
    "timeline.student_activity_timeline": "delete from timeline.student_activity_timeline",
    "ops.key_checksum": """update ops.key_checksum set checksum = checksum + 1 where "table" = 'public.User'""",
}
HEALTH = """select status, message like '%atalaya verify --facts --repair%' is true from ops.health
    where "check" = 'facts' and subject = '{}'"""


def differing(found: Verification) -> dict[str, tuple[int, int, int]]:
    return {table.table: (table.missing, table.different, table.surplus) for table in found.tables if table.differing}


@pytest.fixture(scope="module", params=["postgres_18", "postgres_15"])
def upgraded(request: pytest.FixtureRequest) -> Iterator[Warehouse]:
    """A warehouse of an early version, with rows, that was upgraded and told what changed, as a sync does."""
    server: Server = request.getfixturevalue(request.param)
    name = server.create("template0")
    here = Warehouse(server.database_url(name))
    restore(SCHEMA_8, here.url)
    migrate(here)
    with here.connect() as connection:
        for source in SOURCES:
            changes.refresh_facts(connection, source)
    yield here
    server.drop(name)


def test_an_upgraded_warehouse_lacks_nothing(upgraded: Warehouse) -> None:
    found = run_verify_facts(upgraded, DOMAINS)
    assert (found.status, found.message, differing(found)) == ("succeeded", None, {})
    assert {table.table for table in found.tables if table.rows_compared} >= HARM.keys()


@pytest.mark.parametrize("fact", HARM)
def test_what_was_done_to_a_fact_by_hand_is_named_and_then_mended(upgraded: Warehouse, fact: str) -> None:
    # What is kept for all domains together is harmed where the first one's is.
    domain = next((domain for domain in DOMAINS if domain.derived_schema == fact.split(".")[0]), DOMAINS[0])
    with upgraded.connect() as connection:
        [(before,)] = rows(connection, f"select count(*) from {fact}")
        harmed = connection.execute(HARM[fact].encode()).rowcount
    found = run_verify_facts(upgraded, [domain])
    assert harmed > 0
    assert differing(found)[fact] == ((harmed, 0, 0) if HARM[fact].startswith("delete") else (0, harmed, 0))
    assert found.status != "succeeded"
    assert f"Rows differ in {domain.source} {fact}; `atalaya verify --repair` mends them." in str(found.message)
    with upgraded.connect() as connection:
        assert rows(connection, HEALTH.format(domain.source)) == [("error", True)]
        mended = run_verify_facts(upgraded, [domain], repair=True)
        assert (mended.status, differing(mended)[fact]) == ("succeeded", differing(found)[fact])
        assert rows(connection, HEALTH.format(domain.source)) == [("ok", False)]
        assert rows(connection, f"select count(*) from {fact}") == [(before,)]
    assert differing(run_verify_facts(upgraded, [domain])) == {}


def test_a_comparison_changes_nothing(upgraded: Warehouse) -> None:
    with upgraded.connect() as connection:
        columns = columns_of(connection, DERIVED_SCHEMAS)
        version = "select version from ops.data_version"
        before = content_of(connection, columns), rows(connection, version)
        run_verify_facts(upgraded, DOMAINS)
        assert (content_of(connection, columns), rows(connection, version)) == before


def test_hours_that_no_rollup_has_closed_yet_are_not_missed(upgraded: Warehouse) -> None:
    with upgraded.connect() as connection:
        connection.execute("delete from analytics.rollup_ledger where metric_hour > now() - interval '30 hours'")
        connection.execute("update ops.mv_refresh_log set started_at = started_at - interval '2 days'")
    assert (
        differing(
            run_verify_facts(upgraded, [domain for domain in DOMAINS if domain.source in {"classwaves", "teloo"}])
        )
        == {}
    )


def test_columns_that_tell_the_computation_are_columns_of_facts(upgraded: Warehouse) -> None:
    with upgraded.connect() as connection:
        columns = columns_of(connection, DERIVED_SCHEMAS)
    assert {name for names in columns.values() for name in names} >= WHEN_COMPUTED

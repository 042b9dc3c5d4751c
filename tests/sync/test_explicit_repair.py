"""An old attendance was a mistake and is deleted in production: who asks for a repair gets rid of its meeting, too."""

from collections.abc import Iterator

import pytest

from db.warehouse import Warehouse
from sync.restore import run_restore
from sync.verify import run_verify
from tests.conftest import Database, Server
from tests.factories import HIJRAH, Connection, circle, met, rows
from tests.preloaded import Preloaded, preloaded_with
from tests.sync.conftest import Sync, request
from tests.sync.reading import ago

ATTENDANCE = '"UserHangoutGroupAttendance"'
STANDING = "select status, progress_pct::text from ngeshare.v_group_status"
STALLED, GRADUATED = [("STALLED", "88.89")], [("GRADUATED", "100.00")]


def organisation(production: Connection) -> None:
    """Eight weeks of meetings, a ninth by mistake among them."""
    circle(production, "g", HIJRAH)
    for episode in range(1, 9):
        met(production, "g", ago(100 - 7 * episode), episode=episode, by="ana")
    met(production, "g", ago(60), episode=9, by="ana")


@pytest.fixture(scope="module")
def preloaded(postgres_18: Server, empty_production: str) -> Iterator[Preloaded]:
    with preloaded_with(postgres_18, empty_production, organisation) as found:
        yield found


@pytest.fixture(autouse=True)
def mistake(production: Connection, sync: Sync, replica: Connection) -> None:
    """The mistake is deleted again, which no sync notices."""
    production.execute(f"""delete from {ATTENDANCE} where "hangoutEpisodeId" like '%9'""")
    assert sync().status == "succeeded"
    assert rows(replica, STANDING) == GRADUATED


def test_a_repair_of_enough_days_takes_the_meeting_with_the_row(sync: Sync, replica: Connection) -> None:
    version = "select version from ops.data_version"
    [(before,)] = rows(replica, version)
    assert sync(repaired_days=100).status == "succeeded"
    assert rows(replica, STANDING) == STALLED
    assert rows(replica, "select group_id from ngeshare.v_rescue_list") == [("g",)]
    assert rows(replica, version) == [(before + 1,)]
    assert rows(replica, "select ngeshare.rebuild_facts()") == [(0,)]


def test_a_repair_of_too_few_days_leaves_it(sync: Sync, replica: Connection) -> None:
    sync(repaired_days=50)
    assert rows(replica, STANDING) == GRADUATED


def test_a_meeting_that_an_earlier_version_left_behind_goes_as_well(sync: Sync, replica: Connection) -> None:
    replica.execute(f"""delete from {ATTENDANCE} where "hangoutEpisodeId" like '%9'""")
    assert rows(replica, STANDING) == GRADUATED
    version = "select version from ops.data_version"
    [(before,)] = rows(replica, version)
    sync(repaired_days=100)
    assert rows(replica, STANDING) == STALLED
    assert rows(replica, version) == [(before + 1,)], "caches are dropped although no row changed"


def test_verify_names_it_and_its_repair_mends_it(here: Warehouse, source: Database, replica: Connection) -> None:
    found = run_verify(here, request(source.url))
    assert {table.table: table.surplus for table in found.tables if table.differing} == {ATTENDANCE.strip('"'): 1}
    assert rows(replica, STANDING) == GRADUATED
    mended = run_verify(here, request(source.url), repair=True)
    assert (mended.status, rows(replica, STANDING)) == ("succeeded", STALLED)
    assert {table.table: table.repaired for table in mended.tables if table.differing}.items() >= {
        ATTENDANCE.strip('"'): 1,
        "ngeshare.group_meetings": 1,
        "ngeshare.group_progress": 5,
        "ngeshare.meeting_days": 2,
    }.items()
    assert not [table for table in run_verify(here, request(source.url)).tables if table.differing]


def test_the_nightly_verification_takes_nothing_that_may_have_been_archived(
    here: Warehouse, source: Database, replica: Connection
) -> None:
    found = run_verify(here, request(source.url), repair=True, keep_archived=True)
    replica.execute(f"""delete from {ATTENDANCE} where "hangoutEpisodeId" like '%9'""")
    again = run_verify(here, request(source.url), repair=True, keep_archived=True)
    assert [table.table for table in (*found.tables, *again.tables) if table.differing] == []
    assert rows(replica, STANDING) == GRADUATED


def test_what_a_repair_took_comes_back_on_demand(here: Warehouse, source: Database, replica: Connection) -> None:
    run = run_verify(here, request(source.url), repair=True).run
    run_restore(here, run)
    assert rows(replica, STANDING) == GRADUATED


def test_attendance_that_production_archives_oldest_first_is_no_mistake(
    here: Warehouse, source: Database, production: Connection, replica: Connection, sync: Sync
) -> None:
    production.execute(
        f"""delete from {ATTENDANCE} where "attendedAt" < now() at time zone 'UTC' - interval '59 days'"""
    )
    sync()
    run_verify(here, request(source.url), repair=True)
    assert rows(replica, STANDING) == GRADUATED
    replica.execute(f"""delete from {ATTENDANCE} where "attendedAt" < now() at time zone 'UTC' - interval '59 days'""")
    assert run_verify(here, request(source.url), repair=True).status == "succeeded"
    assert rows(replica, STANDING) == GRADUATED


def test_a_repair_forgets_nothing_while_its_table_cannot_be_read(
    production: Connection, replica: Connection, sync: Sync
) -> None:
    replica.execute(f"""delete from {ATTENDANCE} where "hangoutEpisodeId" like '%9'""")
    production.execute(f'alter table {ATTENDANCE} drop column "userId"')
    assert sync(repaired_days=100).status == "partial"
    assert rows(replica, STANDING) == GRADUATED

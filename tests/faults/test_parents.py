"""Children whose parents are missing: kept apart with the reason, and brought home when they can be."""

import pytest

from db.warehouse import Warehouse
from tests.factories import HIJRAH, Connection, circle, group, member, met, rows
from tests.faults.conftest import Sync
from tests.faults.pair import Pair
from tests.sync.reading import ago, ids, of, touch


@pytest.fixture
def here(warehouse: Warehouse) -> Warehouse:
    return warehouse


@pytest.fixture(autouse=True)
def careless(production: Connection) -> None:
    """A production that does not check whether a member's group exists."""
    production.execute('alter table "UserHangoutGroup" drop constraint "UserHangoutGroup_hangoutGroupId_fkey"')
    circle(production, "g", HIJRAH)


def orphan(production: Connection) -> None:
    member(production, "g", "ana", record_id="orphan")
    production.execute("""update "UserHangoutGroup" set "hangoutGroupId" = 'nowhere' where id = 'orphan'""")


@pytest.mark.parametrize("first", [True, False], ids=["first load", "later"])
def test_a_row_without_its_parent_is_kept_apart_with_the_reason(
    sync: Sync, production: Connection, replica: Connection, first: bool
) -> None:
    """Forces promise 7, quarantine: one orphan among rows that load."""
    if not first:
        sync()
    orphan(production)
    outcome = sync()
    [(table, key, reason, role)] = rows(
        replica, """select "table", key, reason, data ->> 'hangoutGroupRole' from ops.sync_rejects"""
    )
    assert (table, key, role) == ("UserHangoutGroup", "orphan", "MEMBER")
    assert 'Key (hangoutGroupId)=(nowhere) is not present in table "HangoutGroup"' in reason
    assert (of(outcome, "UserHangoutGroup").status, outcome.status) == ("mismatch", "partial")
    assert "1 are in quarantine" in str(outcome.message)
    assert ids(replica, "UserHangoutGroup") == [key for key in ids(production, "UserHangoutGroup") if key != "orphan"]


@pytest.mark.parametrize("first", [True, False], ids=["first load", "later"])
def test_it_comes_home_when_its_parent_arrives(
    pair: Pair, sync: Sync, production: Connection, replica: Connection, first: bool
) -> None:
    """Forces promise 2 for a row whose cursor is long past when its parent comes."""
    if not first:
        sync()
    orphan(production)
    assert sync().status == "partial"
    group(production, "nowhere")
    assert sync().status == "succeeded"
    assert pair.differences() == {}
    assert rows(replica, "select * from ops.sync_rejects") == []
    assert pair.stale_facts() == {}


def test_a_parent_that_vanishes_before_its_children_leaves_them_apart(
    pair: Pair, sync: Sync, production: Connection, replica: Connection
) -> None:
    """Forces quarantine of rows that are already here: production broke its own reference by hand."""
    group(production, "doomed")
    member(production, "doomed", "ana", record_id="left behind")
    sync()
    production.execute("""delete from "HangoutGroup" where id = 'doomed'""")
    sync()
    group(production, "doomed")
    sync()
    assert sync().status == "succeeded"
    assert pair.differences() == {}
    assert rows(replica, "select * from ops.sync_rejects") == []


@pytest.mark.parametrize("first", [True, False], ids=["first load", "later"])
def test_a_thousand_orphans_do_not_hold_the_rest_up(sync: Sync, production: Connection, first: bool) -> None:
    """Forces promise 7 in masses: every second of two thousand rows has no parent."""
    if not first:
        sync()
    production.execute(
        """insert into "UserHangoutGroup" (id, "updatedAt", status, "hangoutGroupRole", "hangoutGroupId")
        select format('%s', n), now(), 'JOINED', 'MEMBER', case when n % 2 = 0 then 'g' else 'nowhere' end
        from generate_series(1, 2000) as n"""
    )
    outcome = of(sync(), "UserHangoutGroup")
    assert (outcome.warehouse_count, outcome.counts.rejected) == (1003, 1000)


def test_children_of_a_refused_parent_wait_too(
    pair: Pair, sync: Sync, production: Connection, replica: Connection
) -> None:
    """Forces quarantine through two levels: a group without a name, and the attendance of its members."""
    production.execute('alter table "HangoutGroup" alter column name drop not null')
    group(production, "nameless")
    met(production, "nameless", ago(2), by="ana")
    touch(production, "HangoutGroup", "nameless", "name = null")
    assert sync().status == "partial"
    assert ids(replica, "UserHangoutGroupAttendance") == []
    touch(production, "HangoutGroup", "nameless", "name = 'named'")
    assert sync().status == "succeeded"
    assert pair.differences() == {}
    assert pair.stale_facts() == {}

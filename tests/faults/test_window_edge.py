"""The window's edge, 45 days ago, where rows begin to outlive production; and a replacement that fails half way."""

from collections.abc import Callable

import pytest

from db.warehouse import Warehouse
from tests.factories import HIJRAH, Connection, circle, met, rows
from tests.faults.conftest import Sync
from tests.faults.pair import Pair
from tests.faults.processes import wait_until
from tests.sync.reading import ago, changed, ids, of
from tests.thoroughness import variants

ATTENDANCE = "UserHangoutGroupAttendance"
Attend = Callable[[str, float], None]


@pytest.fixture
def here(warehouse: Warehouse) -> Warehouse:
    return warehouse


@pytest.fixture
def attend(production: Connection) -> Attend:
    """Someone attends so many days ago: one attendance for each, named after them, and moved when they have one."""

    def write(who: str, days: float) -> None:
        if who in ids(production, ATTENDANCE):
            production.execute(f'update "{ATTENDANCE}" set "attendedAt" = %s where id = %s', [ago(days), who])
        else:
            met(production, "g", ago(days), by=who)
            production.execute(f'update "{ATTENDANCE}" set id = "userId" where "userId" = %s', [who])

    return write


@pytest.fixture(autouse=True)
def loaded(production: Connection, sync: Sync, attend: Attend) -> None:
    """Ana came ten days ago, Budi a year ago, and others on both sides of the edge."""
    circle(production, "g", HIJRAH)
    for who, days in (("ana", 10), ("budi", 365), ("inside", 44.99), ("outside", 45.01)):
        attend(who, days)
    sync()


def forget(production: Connection, *who: str) -> None:
    production.execute(f'delete from "{ATTENDANCE}" where id = any(%s)', [list(who)])


def test_rows_on_the_near_side_follow_production_and_those_on_the_far_side_stay(
    sync: Sync, production: Connection, replica: Connection
) -> None:
    """Forces the window's edge: production forgets four rows, a quarter of an hour within it and a year beyond."""
    forget(production, "ana", "budi", "inside", "outside")
    assert changed(sync()) == {ATTENDANCE: 2}
    assert ids(replica, ATTENDANCE) == ["budi", "outside"]


def test_a_row_that_ages_out_of_the_window_is_kept(
    sync: Sync, production: Connection, replica: Connection, attend: Attend
) -> None:
    """Forces the passing of time: within the window at one sync, beyond it and archived at the next."""
    seconds = 1 / 86_400
    attend("ageing", 45 - 2 * seconds)
    sync()
    assert "ageing" in ids(replica, ATTENDANCE)
    wait_until(
        production,
        f"""(select "attendedAt" from "{ATTENDANCE}" where id = 'ageing')
        < now() at time zone 'UTC' - interval '45 days'""",
    )
    forget(production, "ageing")
    outcome = sync()
    assert (outcome.status, of(outcome, ATTENDANCE).difference) == ("succeeded", 0)
    assert "ageing" in ids(replica, ATTENDANCE)


@pytest.mark.parametrize("days", variants(45.01, 60, 4000))
def test_a_row_that_is_dated_back_out_of_the_window_moves(
    pair: Pair, sync: Sync, production: Connection, replica: Connection, attend: Attend, days: float
) -> None:
    """Forces the crossing outwards: not a deletion with a late insertion, and no meeting is left behind."""
    attend("ana", days)
    outcome = sync()
    assert (of(outcome, ATTENDANCE).counts.updated, of(outcome, ATTENDANCE).counts.deleted) == (1, 0)
    assert pair.differences() == {}
    assert pair.stale_facts() == {}


@pytest.mark.parametrize("days", variants(44.99, 1, -1))
def test_a_row_that_is_dated_forward_into_the_window_moves(
    pair: Pair, sync: Sync, production: Connection, attend: Attend, days: float
) -> None:
    """Forces the crossing inwards: the key is here already, beyond the edge."""
    attend("budi", days)
    outcome = sync()
    assert (of(outcome, ATTENDANCE).counts.updated, of(outcome, ATTENDANCE).counts.inserted) == (1, 0)
    assert pair.differences() == {}
    assert pair.stale_facts() == {}


def test_rows_that_change_sides_at_the_same_time(pair: Pair, sync: Sync, attend: Attend) -> None:
    """Forces both crossings within one replacement."""
    for who, days in (("ana", 100), ("budi", 5), ("inside", 45.02), ("outside", 44.98)):
        attend(who, days)
    assert changed(sync()) == {ATTENDANCE: 4}
    assert pair.differences() == {}
    assert pair.stale_facts() == {}


def test_a_row_that_is_inserted_far_beyond_the_window_is_found(pair: Pair, sync: Sync, attend: Attend) -> None:
    """Forces keys to be compared beyond the edge: a paper list of last year is typed in today."""
    attend("late", 300)
    assert of(sync(), ATTENDANCE).counts.inserted == 1
    assert pair.differences() == {}
    assert pair.stale_facts() == {}


def test_a_correction_far_beyond_the_window_is_mended_by_verify(
    pair: Pair, sync: Sync, production: Connection, replica: Connection, attend: Attend
) -> None:
    """Forces row checksums beyond the edge: Budi's day, and Outside, who is younger and so was not archived."""
    attend("budi", 366)
    forget(production, "outside")
    sync()
    pair.verify()
    assert pair.differences() == {}
    assert "outside" not in ids(replica, ATTENDANCE)
    assert pair.stale_facts() == {}


STUMBLE = f"""
    create sequence stumbled;
    grant usage on sequence stumbled to public;
    create function stumble() returns trigger language plpgsql security definer as $$
    begin
        if nextval('stumbled') <= %s then
            %s;
        end if;
        return new;
    end;
    $$;
    create trigger stumble before insert on public."{ATTENDANCE}" for each row execute function stumble()"""
"""The warehouse fails so many times when attendance is inserted; a sequence remembers beyond the undone transaction."""


@pytest.fixture
def replaced(production: Connection, attend: Attend) -> None:
    """In production a row of the window was replaced by another, and one changed."""
    forget(production, "ana")
    attend("new", 3)
    production.execute(f"""update "{ATTENDANCE}" set "userId" = 'ana' where id = 'inside'""")


@pytest.mark.usefixtures("replaced")
def test_an_insertion_that_fails_takes_the_deletion_back(
    pair: Pair, sync: Sync, production: Connection, replica: Connection
) -> None:
    """Forces promise 4, failure between delete and insert: the window is as it was, and whole again once mended."""
    before = ids(replica, ATTENDANCE), rows(replica, "select * from ngeshare.group_meetings order by met_on")
    replica.execute(STUMBLE % (1_000_000, "raise exception 'the disk is full' using errcode = '53100'"))
    outcome = sync()
    assert of(outcome, ATTENDANCE).status == "failed"
    assert "the disk is full" in str(outcome.message)
    after = ids(replica, ATTENDANCE), rows(replica, "select * from ngeshare.group_meetings order by met_on")
    assert after == before
    replica.execute("drop function stumble() cascade")
    assert sync().status == "succeeded"
    assert pair.differences() == {}
    assert pair.stale_facts() == {}


@pytest.mark.usefixtures("replaced")
def test_a_connection_that_is_lost_between_deletion_and_insertion_is_overcome(
    pair: Pair, sync: Sync, production: Connection, replica: Connection
) -> None:
    """Forces promises 4 and 5 together: the session dies after the deletion, the next try does all of it."""
    replica.execute(STUMBLE % (1, "perform pg_terminate_backend(pg_backend_pid())"))
    outcome = sync()
    assert (outcome.status, changed(outcome)) == ("succeeded", {"User": 1, ATTENDANCE: 3})
    assert pair.differences() == {}
    assert rows(replica, "select key from ops.sync_backup order by key") == [("ana",), ("inside",)]
    assert pair.stale_facts() == {}

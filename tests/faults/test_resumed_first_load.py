"""A first load that goes on where an earlier one stopped, while production went on too."""

import threading

import pytest

from tests.factories import HIJRAH, Connection, circle, met, rows, user
from tests.faults.conftest import Sync
from tests.faults.pair import Pair
from tests.faults.proxy import proxy_before
from tests.sync.reading import ago, everything, of, touch

PEOPLE = 2_000


@pytest.fixture(autouse=True)
def organisation(production: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two thousand people in parts of two pages."""
    monkeypatch.setattr("sync.first_load.parallel_copy.CHUNK_PAGES", 2)
    circle(production, "g", HIJRAH)
    production.execute(
        f"""insert into "User" (id, "updatedAt", email) select format('user %s', lpad(n::text, 4, '0')), '2020-01-01',
        repeat('x', 100) from generate_series(1, {PEOPLE}) as n"""
    )
    for days in (1, 44, 46, 400):
        met(production, "g", ago(days), by="user 0001")


def stopped_half_way(pair: Pair, replica: Connection) -> None:
    """A first load that was asked to end after some of the parts had arrived."""
    stop = threading.Event()
    with proxy_before(pair.warehouse.url) as wire:
        wire.at_commit(14, lambda _: stop.set(), done=True)
        assert pair.sync(warehouse_url=wire.url(pair.warehouse.url), stop=stop).status == "interrupted"
    assert {len(found) for found in everything(replica).values()} == {0}
    [(arrived, waiting)] = rows(
        replica,
        "select count(*) filter (where taken_at is not null), count(*) filter (where taken_at is null) "
        "from ops.first_load_chunk",
    )
    assert arrived > 0 < waiting


def mend(pair: Pair) -> None:
    assert pair.sync().status == "succeeded"
    assert pair.differences() == {}
    assert pair.stale_facts() == {}


def test_rows_that_changed_meanwhile_arrive_as_they_are_now(
    pair: Pair, production: Connection, replica: Connection
) -> None:
    """Forces promise 5, resume: updates carry rows from parts that are to come into parts that are done, and back."""
    stopped_half_way(pair, replica)
    production.execute(
        """update "User" set email = 'changed', "updatedAt" = now() at time zone 'UTC' where hashtext(id) % 3 = 0"""
    )
    for name in ("first", "second"):
        user(production, name)
        touch(production, "User", name, "email = 'new'")
    mend(pair)


def test_a_row_that_changed_in_its_place_days_before_the_load_goes_on_arrives_as_it_is_now(
    pair: Pair, production: Connection, replica: Connection
) -> None:
    """Forces the mark of a load in two runs: what arrived with the second is days newer than the rows of the first."""
    stopped_half_way(pair, replica)
    replica.execute("update ops.first_load_chunk set taken_at = taken_at - interval '3 days'")
    touch(production, "User", f"user {PEOPLE}", "email = 'new'", at=f"timestamp '{ago(minutes=1)}'")
    production.execute("""delete from "User" where id = 'user 0003'""")
    production.execute("""vacuum "User" """)
    page = """select (ctid::text::point)[0] from "User" where id = 'user 0002'"""
    before = rows(production, page)
    touch(production, "User", "user 0002", "email = repeat('y', 100)", at=f"timestamp '{ago(days=2)}'")
    assert rows(production, page) == before
    mend(pair)


def test_rows_that_left_or_came_under_an_old_cursor_meanwhile_do_too(
    pair: Pair, production: Connection, replica: Connection
) -> None:
    """Forces resume where no cursor helps: rows go, others take their places on the disk, keys change."""
    stopped_half_way(pair, replica)
    production.execute("""delete from "User" where id like 'user %7' or id like 'user %3'""")
    production.execute("""vacuum "User" """)
    production.execute(
        """insert into "User" (id, "updatedAt", email) select format('come %s', n), '2020-01-01', repeat('y', 100)
        from generate_series(1, 300) as n"""
    )
    production.execute("""update "User" set id = 'renamed' where id = 'user 0002'""")
    mend(pair)


def test_a_table_that_was_rewritten_meanwhile_arrives_whole(
    pair: Pair, production: Connection, replica: Connection
) -> None:
    """Forces resume where every row has moved: VACUUM FULL after half of them went, in another order."""
    stopped_half_way(pair, replica)
    production.execute("""delete from "User" where id like 'user 00%' and id > 'user 0002'""")
    production.execute("""create index by_key on "User" (md5(id)); cluster "User" using by_key""")
    mend(pair)


def test_a_table_whose_shape_changed_meanwhile_fails_and_follows_later(
    pair: Pair, sync: Sync, production: Connection, replica: Connection
) -> None:
    """Forces drift in the midst of a first load: what has arrived is not published with a column missing."""
    stopped_half_way(pair, replica)
    production.execute('alter table "User" rename column email to mail')
    outcome = sync()
    assert outcome.status == "partial"
    assert rows(replica, 'select count(*) from "User"') == [(0,)]
    production.execute('alter table "User" rename column mail to email')
    mend(pair)


def test_rows_that_were_archived_after_they_arrived_stay_and_count(
    pair: Pair, production: Connection, replica: Connection
) -> None:
    """Forces resume where production archives attendance that has arrived, but is not published yet."""
    production.execute("""delete from "User" where id > 'user 0040'""")
    production.execute("""vacuum full "User" """)
    stop = threading.Event()
    with proxy_before(pair.warehouse.url) as wire:
        # Where rows come from is noted, six tables are planned, each in one part; all have come when it shall end.
        wire.at_commit(19, lambda _: stop.set(), done=True)
        assert pair.sync(warehouse_url=wire.url(pair.warehouse.url), stop=stop).status == "interrupted"
    assert rows(replica, "select bool_and(taken_at is not null) from ops.first_load_chunk") == [(True,)]
    production.execute("""delete from "UserHangoutGroupAttendance" where "attendedAt" < now() - interval '45 days'""")
    outcome = pair.sync()
    assert (outcome.status, outcome.message) == ("succeeded", None)
    assert rows(replica, """select count(*) from "UserHangoutGroupAttendance" """) == [(4,)]
    assert of(outcome, "UserHangoutGroupAttendance").counts.inserted == 4

"""A source that lost too much, or hides it, is not followed: whatever is wrong with it shall not be copied."""

from collections.abc import Iterator

import pytest

from db.address import libpq_url, postgres_url
from tests.conftest import Database, Server
from tests.factories import HIJRAH, Connection, circle, met, rows
from tests.faults.conftest import NewPair, Sync
from tests.faults.organisation import LONG_AGO, student
from tests.faults.pair import Pair
from tests.preloaded import Preloaded, preloaded_with
from tests.sync.reading import ago, everything, ids, of, statuses
from tests.thoroughness import variants


def organisation(production: Connection) -> None:
    """A hundred and fifty-three people, of whom three are in a group that met."""
    circle(production, "g", HIJRAH)
    met(production, "g", ago(3), by="ana")
    come(production, 150)


@pytest.fixture(scope="module")
def preloaded(postgres_18: Server, empty_productions: str) -> Iterator[Preloaded]:
    with preloaded_with(postgres_18, empty_productions, organisation) as found:
        yield found


def come(production: Connection, users: int) -> None:
    production.execute(
        'insert into "User" (id, "updatedAt") select format(\'user %%s\', n), now() from generate_series(1, %s) as n '
        "on conflict do nothing",
        [users],
    )


def lose(production: Connection, users: int) -> None:
    production.execute(
        """delete from "User" where id in (select format('user %%s', n) from generate_series(1, %s) as n)""", [users]
    )


def test_a_suspiciously_small_table_loses_nothing(sync: Sync, production: Connection, replica: Connection) -> None:
    """Forces promise 4, the guard: 101 of 153 rows are gone."""
    sync()
    before = everything(replica)
    lose(production, 101)
    outcome = sync()
    assert (outcome.status, of(outcome, "User").status, everything(replica)) == ("partial", "failed", before)
    assert "101 of 153 rows would vanish" in str(outcome.message)
    assert "ATALAYA_SOURCE_NGESHARE_URL" in str(outcome.message)


def test_force_follows_it(pair: Pair, sync: Sync, production: Connection) -> None:
    """Forces promise 4's exception, for whoever knows that the rows are meant to be gone."""
    sync()
    lose(production, 150)
    assert sync(forced=True).status == "succeeded"
    assert pair.differences() == {}


def test_up_to_a_hundred_rows_may_go(pair: Pair, sync: Sync, production: Connection) -> None:
    """Forces the guard's first bound: 100 of 153 is more than a fifth, and not more than a hundred."""
    sync()
    lose(production, 100)
    assert sync().status == "succeeded"
    assert pair.differences() == {}


@pytest.mark.parametrize(("gone", "status"), [(160, "succeeded"), (161, "failed")])
def test_up_to_a_fifth_of_the_rows_may_go(sync: Sync, production: Connection, gone: int, status: str) -> None:
    """Forces the guard's second bound, at 803 rows."""
    come(production, 800)
    sync()
    lose(production, gone)
    assert of(sync(), "User").status == status


def test_an_emptied_source_deletes_nothing_anywhere(sync: Sync, production: Connection, replica: Connection) -> None:
    """Forces promise 4: production was truncated, or the setting names a fresh database."""
    sync()
    before = everything(replica)
    production.execute('truncate "User", "Hangout", "HangoutEpisode", "HangoutGroup", "UserHangoutGroup" cascade')
    outcome = sync()
    assert everything(replica)["UserHangoutGroup"] == before["UserHangoutGroup"]
    assert everything(replica)["User"] == before["User"]
    assert statuses(outcome)["HangoutGroup"] == "mismatch"


def test_an_emptied_table_of_another_source_deletes_nothing(
    pair: Pair, sync: Sync, production: Connection, replica: Connection
) -> None:
    """Forces promise 4 beside a source that is well: its tables go on."""
    for number in range(101):
        student(production, f"s{number}")
    sync("academy", "ngeshare")
    production.execute("truncate academy.students cascade")
    circle(production, "new group", HIJRAH)
    outcome = sync("academy", "ngeshare")
    assert (outcome.status, of(outcome, "students").status) == ("partial", "failed")
    assert rows(replica, "select count(*) from academy.students") == [(101,)]
    assert pair.differences("ngeshare") == {}


def test_an_emptied_window_deletes_nothing(sync: Sync, production: Connection, replica: Connection) -> None:
    """Forces promise 4 where rows are replaced: 102 attendances of the last days are gone at once."""
    for number in range(101):
        met(production, "g", ago(1), by=f"user {number + 1}")
    sync()
    before = everything(replica)
    production.execute('delete from "UserHangoutGroupAttendance"')
    outcome = sync()
    assert of(outcome, "UserHangoutGroupAttendance").status == "failed"
    assert everything(replica) == before


def test_an_empty_window_of_a_quiet_group_is_followed(sync: Sync, production: Connection, replica: Connection) -> None:
    """Forces the guard not to cry wolf: one row was the whole window, and it stays in the backup."""
    sync()
    production.execute('delete from "UserHangoutGroupAttendance"')
    assert sync().status == "succeeded"
    assert ids(replica, "UserHangoutGroupAttendance") == []
    assert rows(replica, "select count(*) from ops.sync_backup") == [(1,)]


def test_news_arrive_although_deletions_wait(sync: Sync, production: Connection, replica: Connection) -> None:
    """Forces promise 5, a table that fails does not undo the others."""
    sync()
    lose(production, 101)
    circle(production, "new group", HIJRAH)
    sync()
    assert ids(replica, "HangoutGroup") == ["g", "new group"]


@pytest.mark.parametrize("way", ["sync", "full", "verify"])
@pytest.mark.parametrize("people", variants(153, 60, 400))
def test_another_database_behind_the_url_leaves_no_row(
    pair: Pair, sync: Sync, production: Connection, replica: Connection, way: str, people: int
) -> None:
    """Forces promise 4 before the first write, however many rows the other has: in no table, not even in small ones."""
    sync()
    before, watermarks = everything(replica), rows(replica, "select * from ops.sync_watermark order by 1, 2")
    production.execute('truncate "User", "Hangout", "HangoutEpisode", "HangoutGroup", "UserHangoutGroup" cascade')
    circle(production, "other", HIJRAH)
    production.execute(
        """insert into "User" (id, "updatedAt") select format('other %%s', n), now() from generate_series(1, %s) n""",
        [people],
    )
    said = str(pair.verify().message if way == "verify" else sync(full=way == "full").message)
    assert everything(replica) == before
    assert rows(replica, "select * from ops.sync_watermark order by 1, 2") == watermarks
    assert "another database" in said
    assert "ATALAYA_SOURCE_NGESHARE_URL" in said
    assert sync(forced=True).status == "succeeded"
    assert pair.differences() == {}


def test_a_table_that_lost_too_much_gets_no_news_either(
    sync: Sync, production: Connection, replica: Connection
) -> None:
    """Forces promise 4 before the first write of a table whose source is merely incomplete."""
    sync()
    before = everything(replica)["User"]
    lose(production, 120)
    production.execute("""insert into "User" (id, "updatedAt") values ('new', now())""")
    assert of(sync(), "User").status == "failed"
    assert everything(replica)["User"] == before


def test_a_large_table_is_judged_by_a_sample_and_then_exactly(
    pair: Pair, sync: Sync, production: Connection, replica: Connection
) -> None:
    """Forces the guard where not all keys are asked for: of 60,000 people a bit less than a fifth go, then more."""
    come(production, 60_000)
    sync()
    lose(production, 11_900)
    assert sync().status == "succeeded"
    lose(production, 21_900)
    before = rows(replica, 'select count(*) from "User"')
    assert of(sync(), "User").status == "failed"
    assert rows(replica, 'select count(*) from "User"') == before


@pytest.fixture
def hidden(postgres_18: Server, source: Database, production: Connection) -> Iterator[str]:
    """A URL of a user who sees only one person, and does not know that there are more."""
    production.execute(
        """create role clerk login;
        grant usage on schema academy to clerk;
        grant select on all tables in schema public, academy to clerk;
        alter table "User" enable row level security;
        create policy own on "User" to clerk using (id = 'ana')"""
    )
    yield libpq_url(postgres_url(source.url, "url").changed(user="clerk"))
    production.execute("drop owned by clerk; drop role clerk")


def test_rows_that_row_level_security_hides_are_not_taken_for_deleted(
    pair: Pair, sync: Sync, replica: Connection, hidden: str
) -> None:
    """Forces promise 4: the guard would let three rows go; hidden ones are an error however few they are."""
    sync()
    before = everything(replica)
    outcome = sync(url=hidden)
    assert (of(outcome, "User").status, everything(replica)) == ("failed", before)
    assert "BYPASSRLS" in str(of(outcome, "User").message)
    assert pair.differences() == {}


def test_rows_that_row_level_security_hides_do_not_make_a_first_load_look_whole(
    new_pair: NewPair, production: Connection, hidden: str
) -> None:
    """Forces promise 8: a table of which one row is visible never counts as loaded."""
    pair = new_pair()
    outcome = pair.sync(url=hidden)
    with pair.look() as replica:
        assert (of(outcome, "User").status, ids(replica, "User")) == ("failed", [])
        production.execute("alter role clerk bypassrls")
        assert pair.sync(url=hidden).status == "succeeded"
        assert ids(replica, "User") == ids(production, "User")


def test_tables_beside_a_hidden_one_go_on(sync: Sync, production: Connection, replica: Connection, hidden: str) -> None:
    """Forces promise 5: another source is read by the same user, and nothing is hidden there."""
    student(production, "s", updated=LONG_AGO)
    outcome = sync("ngeshare", "academy", url=hidden)
    assert outcome.status == "partial"
    assert rows(replica, "select id from academy.students") == [("s",)]

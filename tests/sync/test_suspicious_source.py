"""A source that lost too much is not followed: whatever is wrong with it shall not be copied."""

from tests.factories import HIJRAH, Connection, circle, met
from tests.sync.conftest import Sync
from tests.sync.reading import ago, everything, ids, of, statuses


def fill(production: Connection, users: int = 150) -> None:
    circle(production, "g", HIJRAH)
    met(production, "g", ago(3), by="ana")
    production.execute(
        'insert into "User" (id, "updatedAt") select format(\'user %%s\', n), now() from generate_series(1, %s) as n',
        [users],
    )


def lose(production: Connection, users: int) -> None:
    production.execute(
        """delete from "User" where id in (select format('user %%s', n) from generate_series(1, %s) as n)""", [users]
    )


def test_a_suspiciously_small_table_loses_nothing(sync: Sync, production: Connection, replica: Connection) -> None:
    fill(production)
    sync()
    before = everything(replica)
    lose(production, 101)
    outcome = sync()
    assert (outcome.status, of(outcome, "User").status, everything(replica)) == ("partial", "failed", before)
    assert "101 of 153 rows would vanish" in str(outcome.message)
    assert "ATALAYA_SOURCE_NGESHARE_URL" in str(outcome.message)


def test_force_follows_it(sync: Sync, production: Connection, replica: Connection) -> None:
    fill(production)
    sync()
    lose(production, 150)
    assert sync(forced=True).status == "succeeded"
    assert ids(replica, "User") == ids(production, "User")


def test_up_to_a_hundred_rows_may_go(sync: Sync, production: Connection, replica: Connection) -> None:
    fill(production)
    sync()
    lose(production, 100)
    assert sync().status == "succeeded"
    assert ids(replica, "User") == ids(production, "User")


def test_up_to_a_fifth_of_the_rows_may_go(sync: Sync, production: Connection, replica: Connection) -> None:
    fill(production, users=800)
    sync()
    lose(production, 160)
    assert sync().status == "succeeded"


def test_an_empty_source_deletes_nothing_anywhere(sync: Sync, production: Connection, replica: Connection) -> None:
    fill(production)
    sync()
    before = everything(replica)
    production.execute('truncate "User", "Hangout", "HangoutEpisode", "HangoutGroup", "UserHangoutGroup" cascade')
    outcome = sync()
    assert everything(replica)["UserHangoutGroup"] == before["UserHangoutGroup"]
    assert everything(replica)["User"] == before["User"]
    assert statuses(outcome)["HangoutGroup"] == "mismatch"


def test_an_emptied_window_deletes_nothing(sync: Sync, production: Connection, replica: Connection) -> None:
    fill(production)
    for number in range(101):
        met(production, "g", ago(1), by=f"user {number + 1}")
    sync()
    before = everything(replica)
    production.execute('delete from "UserHangoutGroupAttendance"')
    outcome = sync()
    assert of(outcome, "UserHangoutGroupAttendance").status == "failed"
    assert everything(replica) == before


def test_news_arrive_although_deletions_wait(sync: Sync, production: Connection, replica: Connection) -> None:
    fill(production)
    sync()
    lose(production, 101)
    circle(production, "new group", HIJRAH)
    sync()
    assert ids(replica, "HangoutGroup") == ["g", "new group"]

"""Attendance: the last 45 days equal production exactly, older rows stay, and progress never regresses."""

import pytest

from db.warehouse import Warehouse
from tests.factories import HIJRAH, Connection, circle, met, rows, rule
from tests.sync.conftest import Sync
from tests.sync.reading import ago, changed, copied, ids, of

ATTENDANCE = "UserHangoutGroupAttendance"


@pytest.fixture
def here(warehouse: Warehouse) -> Warehouse:
    return warehouse


@pytest.fixture(autouse=True)
def group(production: Connection, sync: Sync) -> None:
    """A group that met today's episode 1, ten days ago's 2, and a year ago's 3; loaded once."""
    circle(production, "g", HIJRAH)
    for days, episode in ((0.01, 1), (10, 2), (365, 3)):
        met(production, "g", ago(days), episode=episode, by="ana")
    sync()


def attendance(production: Connection, days: float) -> str:
    """Key of the attendance of a day."""
    [(key,)] = rows(
        production,
        f"""select id from "{ATTENDANCE}" where "attendedAt" between timestamp '{ago(days)}' - interval '1 hour'
        and timestamp '{ago(days)}' + interval '1 hour'""",
    )
    return str(key)


def progress(replica: Connection) -> tuple[int, int]:
    [found] = rows(replica, "select max_episode_reached, total_meetings from ngeshare.v_group_progress")
    return found[0], found[1]


def move(production: Connection, key: str, days: float) -> None:
    production.execute(f'update "{ATTENDANCE}" set "attendedAt" = %s where id = %s', [ago(days), key])


def forget(production: Connection, key: str) -> None:
    production.execute(f'delete from "{ATTENDANCE}" where id = %s', [key])


def test_a_row_deleted_inside_the_window_is_forgotten(sync: Sync, production: Connection, replica: Connection) -> None:
    forget(production, attendance(production, 10))
    outcome = sync()
    assert of(outcome, ATTENDANCE).counts.deleted == 1
    assert copied(replica, ATTENDANCE) == copied(production, ATTENDANCE)
    assert progress(replica) == (3, 2)


def test_rows_that_production_archived_stay(sync: Sync, production: Connection, replica: Connection) -> None:
    before = ids(replica, ATTENDANCE)
    forget(production, attendance(production, 365))
    outcome = sync()
    assert (outcome.status, of(outcome, ATTENDANCE).source_count, of(outcome, ATTENDANCE).warehouse_count) == (
        *("succeeded", 2, 2),
    )
    assert ids(replica, ATTENDANCE) == before
    assert progress(replica) == (3, 3)


def test_archived_rows_stay_when_the_window_has_news(sync: Sync, production: Connection, replica: Connection) -> None:
    forget(production, attendance(production, 365))
    # Two days: just after local midnight, today's meeting of the fixture lies on the day before.
    met(production, "g", ago(2), episode=4, by="budi")
    forget(production, attendance(production, 10))
    outcome = sync()
    assert (outcome.status, changed(outcome)[ATTENDANCE]) == ("succeeded", 2)
    assert progress(replica) == (4, 3)


@pytest.mark.parametrize(("days", "deleted"), [(9, 0), (11, 1)])
def test_the_window_is_as_long_as_the_rule_in_force_says(
    sync: Sync, production: Connection, replica: Connection, days: int, deleted: int
) -> None:
    rule(replica, window_days=days)
    forget(production, attendance(production, 10))
    assert of(sync(), ATTENDANCE).counts.deleted == deleted
    assert progress(replica) == (3, 3 - deleted)


def test_a_longer_window_brings_what_a_shorter_one_missed(
    sync: Sync, production: Connection, replica: Connection
) -> None:
    rule(replica, window_days=5)
    met(production, "g", ago(20), episode=6, by="budi")
    sync()
    rule(replica, window_days=30)
    sync()
    assert copied(replica, ATTENDANCE) == copied(production, ATTENDANCE)
    assert progress(replica) == (6, 4)


def test_a_changed_row_inside_the_window_is_updated(sync: Sync, production: Connection, replica: Connection) -> None:
    production.execute(f"""update "{ATTENDANCE}" set "userId" = 'budi' where id = %s""", [attendance(production, 10)])
    assert of(sync(), ATTENDANCE).counts.updated == 1
    assert copied(replica, ATTENDANCE) == copied(production, ATTENDANCE)


def test_the_facts_equal_those_built_from_scratch(sync: Sync, production: Connection, replica: Connection) -> None:
    move(production, attendance(production, 365), 20)
    forget(production, attendance(production, 10))
    met(production, "g", ago(100), episode=6, by="budi")
    sync()
    kept = rows(replica, "select * from ngeshare.group_meetings order by met_on")
    replica.execute("truncate ngeshare.group_meetings")
    replica.execute("select ngeshare.rebuild_facts()")
    assert rows(replica, "select * from ngeshare.group_meetings order by met_on") == kept


def test_rows_that_the_window_loses_are_backed_up(sync: Sync, production: Connection, replica: Connection) -> None:
    key = attendance(production, 10)
    forget(production, key)
    outcome = sync()
    [backup] = rows(replica, "select run, key, data ->> 'userId' from ops.sync_backup")
    assert backup == (outcome.run, key, "ana")


def test_the_last_five_backups_are_kept(sync: Sync, production: Connection, replica: Connection) -> None:
    runs = []
    for number in range(7):
        met(production, "g", ago(number + 20), by="budi")
        sync()
        forget(production, attendance(production, number + 20))
        runs.append(sync().run)
    assert rows(replica, "select run from ops.sync_backup order by run") == [(run,) for run in runs[2:]]

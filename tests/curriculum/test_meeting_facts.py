"""ngeshare.group_meetings: kept current by every write, and never forgetting what the window let go."""

import datetime
import random

import pytest

from tests import factories
from tests.factories import AQIDAH, HIJRAH, Connection, met, rows

ATTENDANCE = 'public."UserHangoutGroupAttendance"'
OF_ALL = "select group_id, met_on, hangout_id, highest_episode, attendees from ngeshare.group_meetings order by 1, 2, 3"
FACTS = """
    select group_id, met_on, highest_episode, attendees
    from ngeshare.group_meetings
    inner join public."HangoutGroup" as hangout_group
        on hangout_group.id = group_id and hangout_group."hangoutId" = hangout_id
    order by 1, 2
"""
FROM_RAW = """
    select "hangoutGroupId", ngeshare.local_date("attendedAt"), "hangoutId", max("order"), count(distinct "userId")
    from public."UserHangoutGroupAttendance" as attendance
    inner join public."HangoutEpisode" as episode on episode.id = "hangoutEpisodeId"
    group by 1, 2, 3
    order by 1, 2, 3
"""


ROSTERS = "select group_id, user_id, role, user_name from ngeshare.group_rosters order by 1, 2, 3"


def days_ago(days: int) -> datetime.date:
    jakarta = datetime.timezone(datetime.timedelta(hours=7))
    return datetime.datetime.now(jakarta).date() - datetime.timedelta(days=days)


def facts(connection: Connection) -> list[tuple[object, ...]]:
    """Those of the Hangout that each group works through."""
    return rows(connection, FACTS)


@pytest.fixture(autouse=True)
def two_groups(connection: Connection) -> None:
    factories.group(connection, "g")
    factories.group(connection, "h")
    factories.hangout(connection, HIJRAH, HIJRAH)


def test_an_attendance_makes_a_meeting(connection: Connection) -> None:
    met(connection, "g", "2026-01-10", episode=3, by="ana")
    assert facts(connection) == [("g", datetime.date(2026, 1, 10), 3, 1)]


def test_a_meeting_keeps_its_highest_episode_and_counts_each_person_once(connection: Connection) -> None:
    met(connection, "g", "2026-01-10", episode=3, by="ana")
    met(connection, "g", "2026-01-10", episode=4, by="budi")
    met(connection, "g", "2026-01-10", episode=2, by="ana")
    assert facts(connection) == [("g", datetime.date(2026, 1, 10), 4, 2)]


def test_a_meeting_belongs_to_its_local_day(connection: Connection) -> None:
    met(connection, "g", "2026-01-10 16:59:59.999")
    met(connection, "g", "2026-01-10 17:00:00")
    assert [day for _, day, _, _ in facts(connection)] == [datetime.date(2026, 1, 10), datetime.date(2026, 1, 11)]


def test_an_episode_of_another_hangout_makes_no_meeting_of_the_groups_own(connection: Connection) -> None:
    met(connection, "g", "2026-01-10", hangout_id=HIJRAH)
    assert facts(connection) == []


def test_a_meeting_of_the_future_and_of_any_hangout_is_a_fact(connection: Connection) -> None:
    factories.hangout(connection, "other", "Another offer")
    factories.group(connection, "o", hangout_id="other")
    met(connection, "o", "2999-01-10")
    assert facts(connection) == [("o", datetime.date(2999, 1, 10), 1, 1)]


def test_an_attendance_that_moves_takes_its_meeting_along(connection: Connection) -> None:
    met(connection, "g", str(days_ago(3)), episode=2)
    connection.execute(f'update {ATTENDANCE} set "attendedAt" = "attendedAt" - interval \'1 day\'')
    assert facts(connection) == [("g", days_ago(4), 2, 1)]


def test_an_attendance_that_changes_group_leaves_the_old_one(connection: Connection) -> None:
    met(connection, "g", str(days_ago(3)))
    connection.execute(f"update {ATTENDANCE} set \"hangoutGroupId\" = 'h'")
    assert facts(connection) == [("h", days_ago(3), 1, 1)]


def test_a_deleted_attendance_lowers_its_meeting(connection: Connection) -> None:
    met(connection, "g", str(days_ago(3)), episode=2, by="ana")
    met(connection, "g", str(days_ago(3)), episode=5, by="budi")
    connection.execute(f"delete from {ATTENDANCE} where \"userId\" = 'budi'")
    assert facts(connection) == [("g", days_ago(3), 2, 1)]


@pytest.mark.parametrize("age", [0, 44, 45])
def test_a_meeting_deleted_inside_the_window_is_forgotten(connection: Connection, age: int) -> None:
    met(connection, "g", str(days_ago(age)))
    connection.execute(f"delete from {ATTENDANCE}")
    assert facts(connection) == []


def test_a_meeting_older_than_the_window_outlives_its_raw_rows(connection: Connection) -> None:
    met(connection, "g", str(days_ago(46)), episode=9)
    connection.execute(f"delete from {ATTENDANCE}")
    connection.execute("select ngeshare.rebuild_facts()")
    assert facts(connection) == [("g", days_ago(46), 9, 1)]


def test_an_old_meeting_is_kept_whatever_is_left_of_its_groups_other_days_and_of_other_groups(
    connection: Connection,
) -> None:
    met(connection, "g", str(days_ago(60)), episode=9)
    connection.execute(f"delete from {ATTENDANCE}")
    met(connection, "g", str(days_ago(59)))
    met(connection, "h", str(days_ago(60)))
    asked = f"'{{g,g,h}}', '{{{days_ago(60)},{days_ago(59)},{days_ago(60)}}}'"
    assert rows(connection, f"select ngeshare.refresh_meetings({asked}), ngeshare.rebuild_meetings()") == [(0, 0)]
    assert [row[:2] for row in facts(connection)] == [("g", days_ago(60)), ("g", days_ago(59)), ("h", days_ago(60))]


def test_a_group_that_leaves_its_hangout_leaves_its_meetings_there(connection: Connection) -> None:
    met(connection, "g", str(days_ago(60)))
    connection.execute(f"update public.\"HangoutGroup\" set \"hangoutId\" = '{HIJRAH}' where id = 'g'")
    assert facts(connection) == []
    assert [row[:3] for row in rows(connection, OF_ALL)] == [("g", days_ago(60), AQIDAH)]


def test_truncating_the_raw_rows_forgets_the_window_only(connection: Connection) -> None:
    met(connection, "g", str(days_ago(10)))
    met(connection, "g", str(days_ago(60)))
    connection.execute(f"truncate {ATTENDANCE}")
    assert [day for _, day, _, _ in facts(connection)] == [days_ago(60)]


def test_a_deleted_group_takes_its_meetings_along(connection: Connection) -> None:
    met(connection, "g", str(days_ago(60)))
    connection.execute(f"delete from {ATTENDANCE}")
    connection.execute("delete from public.\"HangoutGroup\" where id = 'g'")
    assert rows(connection, OF_ALL) == []


def test_a_renumbered_episode_changes_its_meetings(connection: Connection) -> None:
    met(connection, "g", "2026-01-10", episode=3)
    met(connection, "h", "2026-01-11", episode=3)
    connection.execute('update public."HangoutEpisode" set "order" = 8 where "order" = 3')
    assert [episode for _, _, episode, _ in facts(connection)] == [8, 8]


def test_an_episode_that_moves_to_another_hangout_no_longer_counts(connection: Connection) -> None:
    met(connection, "g", "2026-01-10", episode=3)
    connection.execute(f'update public."HangoutEpisode" set "hangoutId" = \'{HIJRAH}\'')
    assert facts(connection) == []


def test_a_group_that_changes_its_hangout_counts_by_the_new_one(connection: Connection) -> None:
    met(connection, "g", "2026-01-10", episode=3)
    met(connection, "g", "2026-01-11", episode=5, hangout_id=HIJRAH)
    connection.execute(f"update public.\"HangoutGroup\" set \"hangoutId\" = '{HIJRAH}' where id = 'g'")
    assert facts(connection) == [("g", datetime.date(2026, 1, 11), 5, 1)]


@pytest.mark.parametrize(("said", "is_kept"), [("on", False), ("off", True)])
def test_only_a_loader_that_says_so_leaves_the_facts_alone(connection: Connection, said: str, is_kept: bool) -> None:
    for day in (str(days_ago(3)), "2026-01-10"):
        met(connection, "g", day, episode=2, by="ana")
    factories.member(connection, "g", "ana")
    connection.execute("select set_config('atalaya.skip_facts', %s, true)", [said])
    everything = f"select array(select meeting from ({OF_ALL}) as meeting), array(select kept from ({ROSTERS}) as kept)"
    for written in (
        f'update {ATTENDANCE} set "attendedAt" = "attendedAt" + interval \'1 day\'',
        'update public."HangoutEpisode" set "order" = 5',
        'update public."UserHangoutGroup" set "hangoutGroupRole" = \'FACILITATOR\'',
        "update public.\"User\" set email = 'anita@example.org'",
        'truncate public."UserHangoutGroup"',
        f"truncate {ATTENDANCE}",
        "delete from public.\"HangoutGroup\" where id = 'g'",
    ):
        before = rows(connection, everything)
        connection.execute(written.encode())
        assert (rows(connection, everything) != before) is is_kept, written


@pytest.mark.parametrize(
    ("group_id", "days", "moment", "is_kept"),
    [
        ("g", 61, "17:00:00", True),
        ("g", 61, "16:59:59.999", False),
        ("g", 60, "16:59:59.999", True),
        ("g", 60, "17:00:00", False),
        ("h", 60, "05:00:00", False),
    ],
)
def test_an_old_meeting_whose_attendance_all_moves_away_goes(
    connection: Connection, group_id: str, days: int, moment: str, is_kept: bool
) -> None:
    """A local day begins at 17:00 UTC of the day before it."""
    met(connection, "g", str(days_ago(60)), by="ana")
    met(connection, group_id, f"{days_ago(days)} {moment}", by="budi")
    connection.execute(f"update {ATTENDANCE} set \"attendedAt\" = '{days_ago(50)}' where \"userId\" = 'ana'")
    assert (("g", days_ago(60)) in [row[:2] for row in facts(connection)]) is is_kept
    assert ("g", days_ago(50)) in [row[:2] for row in facts(connection)]


@pytest.mark.parametrize(("seconds", "forgotten"), [("0", 0), ("-0.000001", 1)])
def test_a_repair_forgets_the_days_that_end_after_its_moment(
    connection: Connection, seconds: str, forgotten: int
) -> None:
    met(connection, "g", str(days_ago(60)))
    connection.execute(f"delete from {ATTENDANCE}")
    ends = f"(ngeshare.midnight('{days_ago(59)}') at time zone 'UTC') + interval '{seconds} s'"
    [(changed,)] = rows(connection, f"select ngeshare.repair_facts({ends})")
    assert (changed > 0) == (forgotten > 0)
    assert len(facts(connection)) == 1 - forgotten


def test_attendance_dated_nowhere_makes_no_day_look_forgotten(connection: Connection) -> None:
    met(connection, "g", str(days_ago(60)))
    connection.execute(f"delete from {ATTENDANCE}")
    met(connection, "g", "-infinity")
    assert rows(connection, "select ngeshare.rebuild_facts()") == [(0,)]
    assert [row[:2] for row in facts(connection)] == [("g", days_ago(60))]


def test_a_bulk_load_may_leave_the_facts_to_the_rebuild(connection: Connection) -> None:
    with connection.transaction():
        connection.execute("set local atalaya.skip_facts = 'on'")
        met(connection, "g", "2026-01-10")
    assert facts(connection) == []
    changed = "select ngeshare.refresh_facts(array[row('public.User', {}, null, null, 1)::ops.changed_range])"
    assert rows(connection, changed.format("false")) == [(0,)]
    assert facts(connection) == []
    [(written,)] = rows(connection, changed.format("true"))
    assert written > 3, "a meeting, progress before and after it, and sums"
    assert facts(connection) == [("g", datetime.date(2026, 1, 10), 1, 1)]


def test_refreshing_what_has_not_changed_writes_nothing(connection: Connection) -> None:
    met(connection, "g", "2026-01-10")
    place = rows(connection, "select ctid, xmin from ngeshare.group_meetings")
    assert rows(connection, "select ngeshare.rebuild_facts()") == [(0,)]
    assert rows(connection, "select ngeshare.refresh_meetings('{g,g}', '{2026-01-10,2026-01-11}')") == [(0,)]
    assert rows(connection, "select ctid, xmin from ngeshare.group_meetings") == place


def test_a_rebuild_mends_exactly_what_differs(connection: Connection) -> None:
    for group_id in ("g", "h"):
        for days, hangout_id in ((3, AQIDAH), (4, AQIDAH), (4, HIJRAH), (60, AQIDAH)):
            met(connection, group_id, str(days_ago(days)), episode=days % 7 + 1, hangout_id=hangout_id)
    right = rows(connection, OF_ALL)
    assert rows(connection, "select ngeshare.rebuild_meetings()") == [(0,)]
    one = f"where group_id = 'g' and met_on = '{days_ago(4)}' and hangout_id = '{AQIDAH}'"
    for harm in (
        f"update ngeshare.group_meetings set highest_episode = 8 {one}",
        f"update ngeshare.group_meetings set attendees = 7 {one}",
        f"delete from ngeshare.group_meetings {one}",
        # On another day, in another Hangout, of a group that is gone: 46 days ago only where somebody met that day.
        *(
            "insert into ngeshare.group_meetings (group_id, met_on, hangout_id, highest_episode, attendees) "
            f"values ('{group_id}', '{days_ago(days)}', '{hangout_id}', 1, 1)"
            for group_id, days, hangout_id in (
                ("g", 45, AQIDAH),
                ("g", 3, HIJRAH),
                ("g", 60, HIJRAH),
                ("gone", 3, AQIDAH),
                ("gone", 60, AQIDAH),
            )
        ),
    ):
        connection.execute(harm.encode())
        assert rows(connection, "select ngeshare.rebuild_meetings()") == [(1,)], harm
        assert rows(connection, OF_ALL) == right, harm


@pytest.mark.parametrize("asked", ["ngeshare.rebuild_meetings()", "ngeshare.write_meetings('{g}', '{2026-01-10}')"])
def test_an_attendance_of_an_episode_that_is_missing_makes_no_meeting(connection: Connection, asked: str) -> None:
    connection.execute("set local session_replication_role = replica")
    connection.execute(
        f"""insert into {ATTENDANCE} (id, "attendedAt", "hangoutEpisodeId", "hangoutGroupId", "userId")
        values ('a', '2026-01-10 05:00:00', 'none', 'g', 'ana')"""
    )
    assert rows(connection, f"select {asked}") == [(0,)]
    assert rows(connection, OF_ALL) == []


@pytest.mark.parametrize("seed", range(5))
def test_facts_after_any_sequence_of_writes_are_the_facts_rebuilt(connection: Connection, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(40):
        _write_something(connection, chance)
    kept = rows(connection, OF_ALL)
    assert kept == rows(connection, FROM_RAW)
    connection.execute("truncate ngeshare.group_meetings")
    connection.execute("select ngeshare.rebuild_facts()")
    assert rows(connection, OF_ALL) == kept


def _write_something(connection: Connection, chance: random.Random) -> None:
    # Inside the window, where the raw rows are the whole truth.
    day, group_id = str(days_ago(chance.randrange(40))), chance.choice("gh")
    hangout_id, episode = chance.choice([AQIDAH, HIJRAH]), chance.randrange(1, 12)
    shift = chance.randrange(-2, 3)
    some = f"where id in (select id from {ATTENDANCE} order by md5(id || '{chance.random()}') limit 2)"
    writes = [
        f"delete from {ATTENDANCE} {some}",
        f"update {ATTENDANCE} set \"hangoutGroupId\" = '{group_id}' {some}",
        f'update {ATTENDANCE} set "attendedAt" = "attendedAt" + {shift} * interval \'7 hours\' {some}',
        f'update public."HangoutEpisode" set "order" = {episode} where "order" = {episode % 5}',
        f"update public.\"HangoutGroup\" set \"hangoutId\" = '{hangout_id}' where id = '{group_id}'",
    ]
    if chance.random() < 0.6:
        met(connection, group_id, day, episode=episode, by=chance.choice(["ana", "budi"]), hangout_id=hangout_id)
    else:
        connection.execute(chance.choice(writes).encode())

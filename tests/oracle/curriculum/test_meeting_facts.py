"""Whatever statements production's rows suffer, the facts follow at once and equal facts built afresh."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import psycopg
from hypothesis import given
from hypothesis import strategies as st

from db.rules.change import apply as put_in_force
from tests.oracle.curriculum.groups import Rules
from tests.oracle.curriculum.meeting_facts import Meetings, Memory, progress_of
from tests.oracle.curriculum.organisation import Organisation, clear, load
from tests.oracle.curriculum.random_organisation import Shape, random_organisation
from tests.oracle.strategies import SEEDS, rules, thoroughly

Connection = psycopg.Connection[Any]
Change = Callable[[Connection, Organisation, Random], Organisation]


def some_attendance_vanishes(connection: Connection, organisation: Organisation, random: Random) -> Organisation:
    gone = {row.id for row in organisation.attendances if random.random() < 0.4}
    connection.execute('delete from public."UserHangoutGroupAttendance" where id = any(%s)', [list(gone)])
    left = [row for row in organisation.attendances if row.id not in gone]
    return replace(organisation, attendances=left)


def some_attendance_is_dated_anew(connection: Connection, organisation: Organisation, random: Random) -> Organisation:
    days = random.choice((-60, -1, 1, 60))
    moved = {row.id for row in organisation.attendances if random.random() < 0.3}
    connection.execute(
        """update public."UserHangoutGroupAttendance" set "attendedAt" = "attendedAt" + %s where id = any(%s)""",
        [timedelta(days=days), list(moved)],
    )
    rows = [
        replace(row, attended_at=row.attended_at + timedelta(days=days)) if row.id in moved else row
        for row in organisation.attendances
    ]
    return replace(organisation, attendances=rows)


def some_attendance_moves_to_another_group(
    connection: Connection, organisation: Organisation, random: Random
) -> Organisation:
    group_id = random.choice(organisation.groups).id
    moved = {row.id for row in organisation.attendances if random.random() < 0.2}
    connection.execute(
        """update public."UserHangoutGroupAttendance" set "hangoutGroupId" = %s where id = any(%s)""",
        [group_id, list(moved)],
    )
    rows = [replace(row, group_id=group_id) if row.id in moved else row for row in organisation.attendances]
    return replace(organisation, attendances=rows)


def some_episodes_are_numbered_anew(connection: Connection, organisation: Organisation, random: Random) -> Organisation:
    moved = {row.id for row in organisation.episodes if random.random() < 0.4}
    connection.execute('update public."HangoutEpisode" set "order" = "order" + 1 where id = any(%s)', [list(moved)])
    rows = [replace(row, order=row.order + 1) if row.id in moved else row for row in organisation.episodes]
    return replace(organisation, episodes=rows)


def some_episodes_move_to_another_hangout(
    connection: Connection, organisation: Organisation, random: Random
) -> Organisation:
    hangout_id = random.choice(organisation.hangouts).id
    moved = {row.id for row in organisation.episodes if random.random() < 0.2}
    connection.execute(
        'update public."HangoutEpisode" set "hangoutId" = %s where id = any(%s)', [hangout_id, list(moved)]
    )
    rows = [replace(row, hangout_id=hangout_id) if row.id in moved else row for row in organisation.episodes]
    return replace(organisation, episodes=rows)


def some_groups_move_to_another_hangout(
    connection: Connection, organisation: Organisation, random: Random
) -> Organisation:
    hangout_id = random.choice([None, *(hangout.id for hangout in organisation.hangouts)])
    moved = {row.id for row in organisation.groups if random.random() < 0.3}
    connection.execute(
        'update public."HangoutGroup" set "hangoutId" = %s where id = any(%s)', [hangout_id, list(moved)]
    )
    rows = [replace(row, hangout_id=hangout_id) if row.id in moved else row for row in organisation.groups]
    return replace(organisation, groups=rows)


def some_groups_were_created_on_another_day(
    connection: Connection, organisation: Organisation, random: Random
) -> Organisation:
    days = random.choice((-90, -1, 1, 90))
    moved = {row.id for row in organisation.groups if random.random() < 0.4}
    connection.execute(
        """update public."HangoutGroup" set "createdAt" = "createdAt" + %s where id = any(%s)""",
        [timedelta(days=days), list(moved)],
    )
    rows = [
        replace(row, created_at=row.created_at + timedelta(days=days)) if row.id in moved else row
        for row in organisation.groups
    ]
    return replace(organisation, groups=rows)


def some_memberships_vanish(connection: Connection, organisation: Organisation, random: Random) -> Organisation:
    gone = {row.id for row in organisation.memberships if random.random() < 0.3}
    connection.execute('delete from public."UserHangoutGroup" where id = any(%s)', [list(gone)])
    return replace(organisation, memberships=[row for row in organisation.memberships if row.id not in gone])


def some_people_joined_another_day(connection: Connection, organisation: Organisation, random: Random) -> Organisation:
    days = random.choice((-60, -1, 1, 60))
    moved = {row.id for row in organisation.memberships if row.joined_at and random.random() < 0.3}
    connection.execute(
        """update public."UserHangoutGroup" set "joinedAt" = "joinedAt" + %s where id = any(%s)""",
        [timedelta(days=days), list(moved)],
    )
    rows = [
        replace(row, joined_at=row.joined_at + timedelta(days=days)) if row.joined_at and row.id in moved else row
        for row in organisation.memberships
    ]
    return replace(organisation, memberships=rows)


def some_people_change_roles_and_groups(
    connection: Connection, organisation: Organisation, random: Random
) -> Organisation:
    role, group_id = random.choice(("MEMBER", "FACILITATOR")), random.choice(organisation.groups).id
    moved = {row.id for row in organisation.memberships if random.random() < 0.2}
    connection.execute(
        """update public."UserHangoutGroup" set "hangoutGroupRole" = %s, "hangoutGroupId" = %s where id = any(%s)""",
        [role, group_id, list(moved)],
    )
    rows = [replace(row, role=role, group_id=group_id) if row.id in moved else row for row in organisation.memberships]
    return replace(organisation, memberships=rows)


def some_users_are_deleted_and_others_return(
    connection: Connection, organisation: Organisation, random: Random
) -> Organisation:
    moved = [row.id for row in organisation.users if random.random() < 0.4]
    now = datetime.now(UTC)
    connection.execute(
        """update public."User" set "deletedAt" = case when "deletedAt" is null then localtimestamp end
        where id = any(%s)""",
        [moved],
    )
    users = [
        replace(row, deleted_at=None if row.deleted_at else now) if row.id in moved else row
        for row in organisation.users
    ]
    return replace(organisation, users=users)


CHANGES: tuple[Change, ...] = (
    some_attendance_vanishes,
    some_attendance_is_dated_anew,
    some_attendance_moves_to_another_group,
    some_episodes_are_numbered_anew,
    some_episodes_move_to_another_hangout,
    some_groups_move_to_another_hangout,
    some_groups_were_created_on_another_day,
    some_memberships_vanish,
    some_people_joined_another_day,
    some_people_change_roles_and_groups,
    some_users_are_deleted_and_others_return,
)
FACTS = (
    "group_progress",
    "group_marks",
    "group_changes",
    "meeting_days",
    "group_rosters",
    "shared_members",
    "facilitator_history",
    "facilitator_activity",
)
REBUILT = "select ngeshare.rebuild_groups(), ngeshare.rebuild_rosters(), ngeshare.rebuild_shared_members()"


@thoroughly(examples=200)
@given(seed=SEEDS, changes=st.lists(st.sampled_from(CHANGES), max_size=5))
def test_the_meetings_follow_every_statement(connection: Connection, seed: int, changes: list[Change]) -> None:
    with connection.transaction(force_rollback=True):
        assert_meetings_follow(connection, Rules(), seed, changes)


@thoroughly(examples=200)
@given(
    first=rules(),
    seed=SEEDS,
    changes=st.lists(st.sampled_from(CHANGES) | rules(), min_size=1, max_size=6),
)
def test_the_meetings_follow_every_change_of_rules(
    connection: Connection, first: Rules, seed: int, changes: list[Change | Rules]
) -> None:
    with connection.transaction(force_rollback=True):
        put_in_force(connection, first.values(), "a test")
        assert_meetings_follow(connection, first, seed, changes)


def assert_meetings_follow(
    connection: Connection, in_force: Rules, seed: int, changes: Sequence[Change | Rules]
) -> None:
    today = warehouse_today(connection)
    organisation = organisation_around(today, seed, in_force)
    load(connection, organisation)
    expected = Memory(in_force).after(Organisation(), organisation, today)
    assert meetings(connection) == expected.meetings
    for change in changes:
        if isinstance(change, Rules):
            put_in_force(connection, change.values(), "a test")
            expected = expected.under(change, organisation)
        else:
            before, organisation = organisation, change(connection, organisation, Random(seed))
            expected = expected.after(before, organisation, today)
        today = warehouse_today(connection)
        assert meetings(connection) == expected.meetings, change
        assert progress(connection).items() <= progress_of(expected, organisation, today).items()
        assert connection.execute(REBUILT).fetchone() == (0, 0, 0), change
        assert left_as_recorded(connection) == expected.spared, change
    connection.execute("select ngeshare.rebuild_facts()")
    assert meetings(connection) == expected.rebuilt(organisation, today).meetings


@thoroughly(examples=20)
@given(seed=SEEDS)
def test_meetings_built_after_a_bulk_load_are_those_of_the_triggers(connection: Connection, seed: int) -> None:
    with connection.transaction(force_rollback=True):
        today = warehouse_today(connection)
        organisation = organisation_around(today, seed)
        connection.execute("set local atalaya.skip_facts = 'on'")
        load(connection, organisation)
        assert meetings(connection) == {}
        connection.execute("select ngeshare.rebuild_facts()")
        assert meetings(connection) == Memory().after(Organisation(), organisation, today).meetings
        assert facts_of_groups(connection) == by_the_triggers(connection, organisation)


def organisation_around(today: date, seed: int, in_force: Rules = Rules()) -> Organisation:  # noqa: B008  it never changes
    shape = Shape(seed, users=6, chains=((1, 2), (2, 3)), lone_groups=3, anchor=today, disorder=0.3, rules=in_force)
    return random_organisation(shape)


def warehouse_today(connection: Connection) -> date:
    [(today,)] = connection.execute("select (now() at time zone ops.rule_ngeshare_time_zone())::date").fetchall()
    assert isinstance(today, date)
    return today


def meetings(connection: Connection) -> Meetings:
    query = """
        select group_id, met_on, hangout_id, highest_episode, reached_episode, attendees from ngeshare.group_meetings
    """
    return {tuple(row[:3]): tuple(row[3:]) for row in connection.execute(query)}


def left_as_recorded(connection: Connection) -> set[tuple[str, date]]:
    query = "select group_id, met_on from ngeshare.group_meetings where recorded_under is not null"
    return set(connection.execute(query).fetchall())


def facts_of_groups(connection: Connection) -> list[list[tuple[object, ...]]]:
    return [
        connection.execute(f"select to_jsonb(kept) from ngeshare.{fact} as kept order by 1".encode()).fetchall()
        for fact in FACTS
    ]


def by_the_triggers(connection: Connection, organisation: Organisation) -> list[list[tuple[object, ...]]]:
    connection.execute("set local atalaya.skip_facts = 'off'")
    clear(connection)
    load(connection, organisation)
    return facts_of_groups(connection)


def progress(connection: Connection) -> dict[str, tuple[int, int]]:
    """Of the groups in the curriculum."""
    query = "select group_id, max_episode_reached, total_meetings from ngeshare.v_group_progress"
    return {group_id: (highest, total) for group_id, highest, total in connection.execute(query)}

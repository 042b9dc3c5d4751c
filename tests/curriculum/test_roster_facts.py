"""ngeshare.group_rosters: the earliest membership of each person, kept current by every write."""

import random

import pytest

from tests import factories
from tests.factories import Connection, facilitator, member, rows, user

ROSTERS = """
    select group_id, user_id, role, membership_id, joined_at at time zone 'UTC', user_name, contact
    from ngeshare.group_rosters
    order by group_id, user_id, role
"""
WHO = "select group_id, user_id, role, user_name from ngeshare.group_rosters order by 1, 2, 3"
MEMBERSHIPS = 'public."UserHangoutGroup"'
WRONG = {"membership_id": "'other'", "joined_at": "now()", "user_name": "'Other'", "contact": "null"}


def rosters(connection: Connection) -> list[tuple[object, ...]]:
    return rows(connection, ROSTERS)


@pytest.fixture(autouse=True)
def two_groups(connection: Connection) -> None:
    factories.group(connection, "g")
    factories.group(connection, "h")


def test_the_earliest_record_stands_for_a_person_in_a_role(connection: Connection) -> None:
    member(connection, "g", "ana", joined="2026-02-02", record_id="late")
    member(connection, "g", "ana", joined="2026-01-01", record_id="early")
    facilitator(connection, "g", "ana", joined="2026-03-03", record_id="leads")
    assert [row[2:4] for row in rosters(connection)] == [("FACILITATOR", "leads"), ("MEMBER", "early")]


def test_the_smaller_id_wins_a_tie(connection: Connection) -> None:
    for record_id in ("b", "B", "a"):
        member(connection, "g", "ana", joined="2026-01-01", record_id=record_id)
    assert [row[3] for row in rosters(connection)] == ["B"]


def test_records_without_a_joining_date_or_a_user_are_left_out(connection: Connection) -> None:
    member(connection, "g", "ana", joined=None)
    member(connection, "g", None, user_email="budi@example.org")
    assert rosters(connection) == []


def test_a_new_e_mail_renames_the_person_everywhere(connection: Connection) -> None:
    member(connection, "g", "ana")
    member(connection, "h", "ana")
    user(connection, "ana", "ana.baru@example.org")
    assert rows(connection, WHO) == [("g", "ana", "MEMBER", "ana.baru"), ("h", "ana", "MEMBER", "ana.baru")]


def test_a_soft_deleted_user_leaves_and_may_return(connection: Connection) -> None:
    member(connection, "g", "ana")
    user(connection, "ana", deleted="2026-02-02")
    assert rosters(connection) == []
    user(connection, "ana")
    assert rows(connection, WHO) == [("g", "ana", "MEMBER", "ana")]


def test_a_membership_that_changes_hands_leaves_the_one_and_joins_the_other(connection: Connection) -> None:
    member(connection, "g", "ana", record_id="seat")
    user(connection, "budi")
    connection.execute(f"update {MEMBERSHIPS} set \"userId\" = 'budi', \"hangoutGroupId\" = 'h'".encode())
    assert rows(connection, WHO) == [("h", "budi", "MEMBER", "budi")]


def test_a_hard_deleted_user_leaves(connection: Connection) -> None:
    member(connection, "g", "ana")
    connection.execute("delete from public.\"User\" where id = 'ana'")
    assert rosters(connection) == []


def test_truncating_the_memberships_empties_the_rosters(connection: Connection) -> None:
    member(connection, "g", "ana")
    connection.execute(f"truncate {MEMBERSHIPS}".encode())
    assert rosters(connection) == []


def test_somebody_who_was_merely_online_changes_no_row(connection: Connection) -> None:
    member(connection, "g", "ana")
    before = rows(connection, "select xmin::text, ctid::text from ngeshare.group_rosters")
    connection.execute('update public."User" set "lastActive" = localtimestamp, "updatedAt" = localtimestamp')
    assert rows(connection, "select xmin::text, ctid::text from ngeshare.group_rosters") == before


def test_a_rebuild_mends_exactly_what_differs(connection: Connection) -> None:
    for group_id in ("g", "h"):
        for person in ("ana", "budi"):
            member(
                connection, group_id, person, joined=f"2026-01-0{'gh'.index(group_id) + 1}", user_email=f"{group_id}@x"
            )
            facilitator(connection, group_id, person, joined="2026-01-09")
    right = rosters(connection)
    for nothing in (
        "rebuild_rosters()",
        "refresh_rosters('{g,h,g}', '{ana,budi,nobody}')",
        "refresh_rosters(null, null)",
    ):
        assert rows(connection, f"select ngeshare.{nothing}") == [(0,)]
    one = "where group_id = 'g' and user_id = 'ana' and role = 'MEMBER'"
    for harm in (
        *(f"update ngeshare.group_rosters set {column} = {wrong} {one}" for column, wrong in WRONG.items()),
        f"delete from ngeshare.group_rosters {one}",
        *(
            f"insert into ngeshare.group_rosters select {surplus}, membership_id, joined_at, user_name, contact "
            f"from ngeshare.group_rosters {one}"
            for surplus in ("'g', user_id, 'GUEST'", "'g', 'citra', 'MEMBER'", "'other', user_id, 'MEMBER'")
        ),
    ):
        connection.execute(harm.encode())
        assert rows(connection, "select ngeshare.rebuild_rosters()") == [(1,)], harm
        assert rosters(connection) == right, harm


@pytest.mark.parametrize("seed", range(5))
def test_rosters_after_any_sequence_of_writes_are_the_rosters_rebuilt(connection: Connection, seed: int) -> None:
    chance = random.Random(seed)
    connection.execute("select setseed(%s)", [chance.random()])
    people = ["ana", "budi", "citra", "dewi"]
    for person in people:
        user(connection, person)
    for _ in range(60):
        _write_something(connection, chance, people)
    kept = rosters(connection)
    connection.execute("truncate ngeshare.group_rosters")
    connection.execute("select ngeshare.rebuild_facts()")
    assert kept == rosters(connection)


def _write_something(connection: Connection, chance: random.Random, people: list[str]) -> None:
    person, group = chance.choice(people), chance.choice("gh")
    match chance.randrange(6):
        case 0 | 1:
            joined = chance.choice([None, "2026-01-01", "2026-02-02", "2090-01-01"])
            member(connection, group, person, joined=joined, role=chance.choice(["MEMBER", "FACILITATOR"]))
        case 2:
            user(connection, person, chance.choice([None, " ", "@x.org", f"{person}@example.org"]))
        case 3:
            user(connection, person, deleted=chance.choice([None, "2026-02-02"]))
        case 4:
            connection.execute(f'update {MEMBERSHIPS} set "userId" = %s where random() < 0.3'.encode(), [person])
        case _:
            connection.execute(f"delete from {MEMBERSHIPS} where random() < 0.2".encode())

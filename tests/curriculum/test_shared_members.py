"""ngeshare.shared_members: whom groups of one facilitator share, from day to day, kept current by every write."""

import psycopg
import pytest

from tests import factories
from tests.factories import Connection, facilitator, member, rows, user

SHARED = """
    select group_id, other_group_id, since::text, until::text, facilitator_id, shared_members, smaller_members
    from ngeshare.shared_members order by 1, 2, 3
"""
OF_ONE_SIDE = f"select * from ({SHARED}) as shared where group_id < other_group_id"


@pytest.fixture(autouse=True)
def two_groups_of_fajar(connection: Connection) -> None:
    for group_id in ("g", "h"):
        factories.group(connection, group_id)
        facilitator(connection, group_id, "fajar", joined="2026-01-01")
    for person in ("ana", "budi"):
        member(connection, "g", person, joined="2026-01-02")
        member(connection, "h", person, joined=f"2026-02-0{1 + (person == 'budi')}")


def test_two_members_in_both_make_a_pair_from_the_day_the_second_joined(connection: Connection) -> None:
    pair = ("2026-02-02", "infinity", "fajar", 2, 2)
    assert rows(connection, SHARED) == [("g", "h", *pair), ("h", "g", *pair)]


def test_who_joins_later_begins_new_numbers(connection: Connection) -> None:
    member(connection, "g", "citra", joined="2026-03-03")
    member(connection, "h", "dewi", joined="2026-03-03")
    member(connection, "h", "citra", joined="2026-04-04")
    assert rows(connection, OF_ONE_SIDE) == [
        ("g", "h", "2026-02-02", "2026-03-03", "fajar", 2, 2),
        ("g", "h", "2026-03-03", "2026-04-04", "fajar", 2, 3),
        ("g", "h", "2026-04-04", "infinity", "fajar", 3, 3),
    ]


def test_days_count_in_their_order_whatever_the_names(connection: Connection) -> None:
    for person, day in (("zaki", "2026-03-01"), ("yusuf", "2026-03-02"), ("aisyah", "2026-03-03")):
        member(connection, "g", person, joined=day)
        member(connection, "h", person, joined=day)
    assert rows(connection, f"select since, shared_members, smaller_members from ({OF_ONE_SIDE}) as one") == [
        ("2026-02-02", 2, 2),
        ("2026-03-01", 3, 3),
        ("2026-03-02", 4, 4),
        ("2026-03-03", 5, 5),
    ]


def test_a_pair_begins_when_both_are_led(connection: Connection) -> None:
    connection.execute(
        """update public."UserHangoutGroup" set "joinedAt" = '2026-05-05 05:00'
        where "hangoutGroupId" = 'h' and "hangoutGroupRole" = 'FACILITATOR'"""
    )
    assert rows(connection, OF_ONE_SIDE) == [("g", "h", "2026-05-05", "infinity", "fajar", 2, 2)]


def test_only_the_first_facilitator_leads(connection: Connection) -> None:
    facilitator(connection, "h", "gilang", joined="2025-12-31")
    assert rows(connection, SHARED) == []
    facilitator(connection, "g", "gilang", joined="2025-12-30")
    assert rows(connection, OF_ONE_SIDE) == [("g", "h", "2026-02-02", "infinity", "gilang", 2, 2)]


def test_who_leads_a_group_is_no_member_of_it(connection: Connection) -> None:
    facilitator(connection, "g", "citra", joined="2026-01-03")
    member(connection, "h", "citra", joined="2026-01-03")
    assert rows(connection, OF_ONE_SIDE) == [("g", "h", "2026-02-02", "infinity", "fajar", 2, 2)]


def test_another_leader_with_the_same_members_shares_nothing(connection: Connection) -> None:
    before = rows(connection, SHARED)
    factories.group(connection, "k")
    facilitator(connection, "k", "gilang", joined="2025-12-01")
    for person in ("ana", "budi"):
        member(connection, "k", person, joined="2026-01-02")
    assert rows(connection, "select ngeshare.refresh_shared_members('{g,h,k}')") == [(0,)]
    assert rows(connection, SHARED) == before


@pytest.mark.parametrize(
    "leaves",
    [
        """update public."User" set "deletedAt" = localtimestamp where id = 'ana'""",
        """delete from public."UserHangoutGroup" where "userId" = 'budi' and "hangoutGroupId" = 'g'""",
        """update public."UserHangoutGroup" set "hangoutGroupRole" = 'GUEST' where "userId" = 'ana'""",
        """delete from public."UserHangoutGroup" where "hangoutGroupRole" = 'FACILITATOR' and "hangoutGroupId" = 'h'""",
        """truncate public."UserHangoutGroup" """,
    ],
)
def test_without_a_second_member_or_a_common_facilitator_there_is_no_pair(connection: Connection, leaves: str) -> None:
    connection.execute(leaves.encode())
    assert rows(connection, SHARED) == []


def test_a_rebuild_mends_exactly_what_differs(connection: Connection) -> None:
    right = rows(connection, SHARED)
    one = "where group_id = 'g'"
    for harm in (
        *(
            f"update ngeshare.shared_members set {change} {one}"
            for change in ("until = '2026-12-31'", "facilitator_id = 'x'", "shared_members = 9", "smaller_members = 9")
        ),
        f"delete from ngeshare.shared_members {one}",
        *(
            f"insert into ngeshare.shared_members "
            f"select {key}, until, facilitator_id, 2, 2 from ngeshare.shared_members {one}"
            for key in ("'gone', 'h', since", "'g', 'gone', since", "'g', 'h', since + 1")
        ),
    ):
        connection.execute(harm.encode())
        assert rows(connection, "select ngeshare.rebuild_shared_members()") == [(1,)], harm
        assert rows(connection, SHARED) == right, harm


@pytest.mark.parametrize("asked", ["{g}", "{h}", "{g,h}", "{h,null}"])
def test_whichever_group_is_asked_for_brings_both_sides(connection: Connection, asked: str) -> None:
    right = rows(connection, SHARED)
    connection.execute("delete from ngeshare.shared_members")
    assert rows(connection, f"select ngeshare.refresh_shared_members('{asked}')") == [(2,)]
    assert rows(connection, SHARED) == right


def test_pairs_of_two_others_stay_as_they_are(connection: Connection) -> None:
    factories.group(connection, "k")
    facilitator(connection, "k", "fajar", joined="2026-01-01")
    for person in ("ana", "budi"):
        member(connection, "k", person, joined="2026-01-02")
    assert rows(connection, "select ngeshare.refresh_shared_members('{g}')") == [(0,)]
    pairs = rows(connection, "select group_id, other_group_id from ngeshare.shared_members order by 1, 2")
    assert pairs == [("g", "h"), ("g", "k"), ("h", "g"), ("h", "k"), ("k", "g"), ("k", "h")]


def test_nothing_asked_changes_nothing(connection: Connection) -> None:
    for asked in ("null", "'{}'", "'{null,nobody}'", "'{g,h,g}'"):
        assert rows(connection, f"select ngeshare.refresh_shared_members({asked})") == [(0,)], asked


def test_who_merely_has_another_name_touches_no_pair(connection: Connection) -> None:
    before = rows(connection, "select ctid::text, xmin::text from ngeshare.shared_members")
    user(connection, "ana", "ana.baru@example.org")
    assert rows(connection, "select ctid::text, xmin::text from ngeshare.shared_members") == before


def test_who_merely_has_another_address_has_no_pair_looked_for(connection: Connection) -> None:
    connection.execute(
        """create or replace function ngeshare.refresh_shared_members(group_ids text[]) returns bigint language plpgsql
        as $$ begin raise exception 'looked for'; end $$"""
    )
    user(connection, "ana", "ana.baru@example.org")
    [(names,)] = rows(
        connection, "select array_agg(distinct user_name) from ngeshare.group_rosters where user_id = 'ana'"
    )
    assert names == ["ana.baru"]
    with pytest.raises(psycopg.errors.RaiseException, match="looked for"), connection.transaction():
        user(connection, "ana", deleted="2026-06-01")

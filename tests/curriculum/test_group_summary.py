"""v_group_summary: who leads a group, how the person is called, how many members it has."""

from datetime import UTC, datetime

import pytest

from tests.factories import AQIDAH, Connection, facilitator, group, member, rows, user

FACILITATOR = "select facilitator_id, has_extra_facilitators, needs_facilitator from ngeshare.v_group_summary"


def test_a_full_row_has_every_column_of_the_contract(connection: Connection) -> None:
    user(connection, "fajar", "Fajar.S@example.org")
    group(connection, "g1", created="2026-01-01 18:30:00.125", city="Bandung", province="Jawa Barat")
    facilitator(connection, "g1", "fajar")
    member(connection, "g1", "ana")
    created = datetime(2026, 1, 1, 18, 30, 0, 125000, tzinfo=UTC)
    assert rows(connection, "select * from ngeshare.v_group_summary") == [
        ("g1", "Group g1", AQIDAH, 9, "fajar", "Fajar.S", 1, created, False, False, "Bandung", "Jawa Barat")
    ]


def test_a_group_without_a_facilitator_needs_one(connection: Connection) -> None:
    group(connection, "g1")
    member(connection, "g1", "ana")
    assert rows(connection, FACILITATOR) == [(None, False, True)]
    assert rows(connection, "select facilitator_name from ngeshare.v_group_summary") == [(None,)]


def test_of_two_facilitators_the_one_who_joined_first_leads(connection: Connection) -> None:
    group(connection, "g1")
    facilitator(connection, "g1", "late", joined="2026-02-02", record_id="1")
    facilitator(connection, "g1", "early", joined="2026-02-01", record_id="2")
    assert rows(connection, FACILITATOR) == [("early", True, False)]


def test_facilitators_who_joined_at_the_same_moment_rank_by_record_id(connection: Connection) -> None:
    group(connection, "g1")
    facilitator(connection, "g1", "ana", record_id="2")
    facilitator(connection, "g1", "budi", record_id="1")
    assert rows(connection, FACILITATOR) == [("budi", True, False)]


def test_one_facilitator_recorded_twice_is_not_extra(connection: Connection) -> None:
    group(connection, "g1")
    facilitator(connection, "g1", "fajar", joined="2026-02-01")
    facilitator(connection, "g1", "fajar", joined="2026-03-01")
    assert rows(connection, FACILITATOR) == [("fajar", False, False)]


def test_an_ignored_membership_neither_leads_nor_is_extra(connection: Connection) -> None:
    user(connection, "gone", deleted="2026-05-01")
    group(connection, "g1")
    facilitator(connection, "g1", "gone", joined="2025-01-01")
    facilitator(connection, "g1", "legacy", joined=None)
    facilitator(connection, "g1", "fajar", joined="2026-02-01")
    assert rows(connection, FACILITATOR) == [("fajar", False, False)]


def test_members_are_counted_once_each_and_facilitators_only_as_members(connection: Connection) -> None:
    group(connection, "g1")
    facilitator(connection, "g1", "fajar")
    facilitator(connection, "g1", "ana")
    member(connection, "g1", "ana", joined="2026-02-01")
    member(connection, "g1", "ana", joined="2026-03-01")
    member(connection, "g1", "budi")
    assert rows(connection, "select member_count from ngeshare.v_group_summary") == [(2,)]


@pytest.mark.parametrize(
    ("email", "user_email", "public_id", "name"),
    [
        ("ana@x.org", "other@x.org", "public", "ana"),
        (None, "other@x.org", "public", "other"),
        ("", "other@x.org", "public", "other"),
        (" ", "other@x.org", "public", "other"),
        ("@x.org", "other@x.org", "public", "other"),
        (" @x.org", "other@x.org", "public", "other"),
        ("\t\n", "other@x.org", "public", "other"),
        (None, "", "public", "public"),
        (None, "@x.org", "public", "public"),
        (None, None, " ", "u1"),
        (None, None, "", "u1"),
        (None, None, None, "u1"),
    ],
)
def test_a_name_is_the_first_of_email_membership_email_public_id_and_user_id_that_is_not_blank(
    connection: Connection, email: str | None, user_email: str | None, public_id: str | None, name: str
) -> None:
    user(connection, "u1", email)
    group(connection, "g1")
    facilitator(connection, "g1", "u1", user_email=user_email, public_id=public_id)
    assert rows(connection, "select facilitator_name from ngeshare.v_group_summary") == [(name,)]


def test_a_facilitators_name_comes_from_the_groups_own_membership(connection: Connection) -> None:
    group(connection, "g1")
    group(connection, "g2")
    facilitator(connection, "g1", "u1", joined="2026-01-01", public_id="first")
    facilitator(connection, "g2", "u1", joined="2026-02-01", public_id="second")
    names = "select group_id, facilitator_name from ngeshare.v_group_summary order by group_id"
    assert rows(connection, names) == [("g1", "first"), ("g2", "second")]

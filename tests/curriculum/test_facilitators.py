"""v_facilitator_alumni and the growth views: who facilitates, since when, and who was a member before."""

from datetime import UTC, date, datetime
from decimal import Decimal

from tests.factories import HIJRAH, Connection, facilitator, group, look_from, member, met, rows

ALUMNI = "select facilitator_id, is_alumni from ngeshare.v_facilitator_alumni order by facilitator_id"
GROWTH = "select * from ngeshare.v_facilitator_growth"
MONTHLY = "select * from ngeshare.v_facilitator_growth_monthly order by month"


def test_who_joined_as_member_before_facilitating_is_alumni(connection: Connection) -> None:
    group(connection, "g1")
    member(connection, "g1", "ana", joined="2025-01-01 05:00:00")
    facilitator(connection, "g1", "ana", joined="2025-06-01 05:00:00", public_id="Ana")
    assert rows(connection, "select * from ngeshare.v_facilitator_alumni") == [
        ("ana", "Ana", True, datetime(2025, 1, 1, 5, tzinfo=UTC), datetime(2025, 6, 1, 5, tzinfo=UTC))
    ]


def test_who_joined_as_member_at_the_same_moment_or_later_is_not_alumni(connection: Connection) -> None:
    group(connection, "g1")
    for user_id, joined in [("ana", "2025-06-01 05:00:00"), ("budi", "2025-06-01 05:00:00.001")]:
        facilitator(connection, "g1", user_id, joined="2025-06-01 05:00:00")
        member(connection, "g1", user_id, joined=joined)
    assert rows(connection, ALUMNI) == [("ana", False), ("budi", False)]


def test_the_latest_facilitation_decides_who_is_alumni_and_the_earliest_since_when(
    connection: Connection,
) -> None:
    group(connection, "g1")
    group(connection, "g2", HIJRAH)
    facilitator(connection, "g1", "ana", joined="2025-01-01 05:00:00", public_id="first")
    member(connection, "g2", "ana", joined="2025-02-01 05:00:00")
    facilitator(connection, "g2", "ana", joined="2025-03-01 05:00:00", public_id="second")
    assert rows(connection, "select * from ngeshare.v_facilitator_alumni") == [
        ("ana", "first", True, datetime(2025, 2, 1, 5, tzinfo=UTC), datetime(2025, 1, 1, 5, tzinfo=UTC))
    ]


def test_who_was_never_a_member_has_no_member_since(connection: Connection) -> None:
    group(connection, "g1")
    facilitator(connection, "g1", "ana")
    assert rows(connection, "select is_alumni, member_since from ngeshare.v_facilitator_alumni") == [(False, None)]


def test_a_membership_outside_the_curriculum_does_not_make_alumni(connection: Connection) -> None:
    group(connection, "club", "Book club")
    group(connection, "g1")
    member(connection, "club", "ana", joined="2024-01-01")
    facilitator(connection, "g1", "ana")
    assert rows(connection, ALUMNI) == [("ana", False)]


def test_growth_counts_all_active_and_alumni_facilitators(connection: Connection) -> None:
    for group_id, user_id in [("g1", "ana"), ("g2", "budi"), ("g3", "citra")]:
        group(connection, group_id)
        facilitator(connection, group_id, user_id)
    member(connection, "g1", "citra", joined="2025-01-01")
    met(connection, "g1", "2026-06-01")
    met(connection, "g2", "2026-01-01")
    assert rows(connection, GROWTH) == [(3, 1, 1, Decimal("33.33"))]


def test_a_facilitator_of_two_active_groups_is_one_active_facilitator(connection: Connection) -> None:
    for group_id in ("g1", "g2"):
        group(connection, group_id)
        facilitator(connection, group_id, "ana")
        met(connection, group_id, "2026-06-01")
    assert rows(connection, GROWTH) == [(1, 1, 0, Decimal(0))]


def test_an_extra_facilitator_of_an_active_group_is_not_active(connection: Connection) -> None:
    group(connection, "g1")
    facilitator(connection, "g1", "ana", joined="2026-01-01")
    facilitator(connection, "g1", "budi", joined="2026-01-02")
    met(connection, "g1", "2026-06-01")
    assert rows(connection, GROWTH) == [(2, 1, 0, Decimal(0))]


def test_a_graduated_group_does_not_make_its_facilitator_active(connection: Connection) -> None:
    group(connection, "g1")
    facilitator(connection, "g1", "ana")
    met(connection, "g1", "2026-06-01", episode=9)
    assert rows(connection, GROWTH) == [(1, 0, 0, Decimal(0))]


def test_the_share_of_alumni_among_nobody_is_unknown(connection: Connection) -> None:
    assert rows(connection, GROWTH) == [(0, 0, 0, None)]


def test_growth_by_month_runs_from_the_first_facilitator_to_the_current_month_without_gaps(
    connection: Connection,
) -> None:
    group(connection, "g1")
    facilitator(connection, "g1", "ana", joined="2026-03-31 16:59:59.999")
    facilitator(connection, "g1", "budi", joined="2026-04-30 17:00:00")
    facilitator(connection, "g1", "citra", joined="2026-05-31 16:59:59.999")
    facilitator(connection, "g1", "citra", joined="2026-06-10")
    assert rows(connection, MONTHLY) == [
        (date(2026, 3, 1), 1, 1),
        (date(2026, 4, 1), 0, 1),
        (date(2026, 5, 1), 2, 3),
        (date(2026, 6, 1), 0, 3),
    ]


def test_growth_by_month_crosses_the_year(connection: Connection) -> None:
    group(connection, "g1", created="2025-11-01")
    facilitator(connection, "g1", "ana", joined="2025-12-31 16:59:00")
    look_from(connection, "2025-12-31 17:00:00")
    assert rows(connection, MONTHLY) == [(date(2025, 12, 1), 1, 1), (date(2026, 1, 1), 0, 1)]


def test_without_facilitators_there_are_no_months(connection: Connection) -> None:
    assert rows(connection, MONTHLY) == []

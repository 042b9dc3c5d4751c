"""v_curriculum_funnel and v_curriculum_flow: how many groups start, graduate and continue, and where the rest is."""

from decimal import Decimal

import pytest

from tests.factories import AQIDAH, DAKWAH, HIJRAH, SEJARAH, Connection, circle, graduated, group, met, rows

FUNNEL = """select groups_total, groups_started, groups_graduated, groups_active, groups_stalled,
    groups_not_started, graduation_rate_pct, groups_continued, continuation_rate_pct from ngeshare.v_curriculum_funnel
    where course_name = 'Ngeshare Sesi Aqidah'"""
FLOW = "select source, target, groups from ngeshare.v_curriculum_flow order by source, target"
CONTINUED = """select course_name, groups_graduated, groups_continued, continuation_rate_pct
    from ngeshare.v_curriculum_funnel where groups_graduated > 0 order by sequence_order"""


def aqidah_then(connection: Connection, *courses: str) -> None:
    """One circle that graduated from the first course and started each of the others within the 90 days."""
    circle(connection, "a", AQIDAH)
    graduated(connection, "a", started="2026-03-01", on="2026-05-01")
    for course in courses:
        circle(connection, course, course)
        met(connection, course, "2026-06-01")


def test_the_funnel_has_a_row_for_every_course_in_sequence(connection: Connection) -> None:
    empty = (0, 0, 0, 0, 0, 0, None, 0, None)
    found = rows(connection, "select * from ngeshare.v_curriculum_funnel order by sequence_order")
    courses = [(AQIDAH, 1), (HIJRAH, 2), (SEJARAH, 3), (DAKWAH, 4)]
    assert found == [(*course, *empty) for course in courses]


def test_every_status_has_its_column(connection: Connection) -> None:
    for group_id in ("graduated", "active", "stalled", "never met"):
        group(connection, group_id)
    group(connection, "new", created="2026-06-01")
    met(connection, "graduated", "2026-06-01", episode=9)
    met(connection, "active", "2026-06-01")
    met(connection, "stalled", "2026-02-01")
    assert rows(connection, FUNNEL) == [(5, 3, 1, 1, 2, 1, Decimal(20), 0, Decimal(0))]
    assert rows(connection, FLOW) == [
        (AQIDAH, "Active", 1),
        (AQIDAH, "Graduated", 1),
        (AQIDAH, "Not started", 1),
        (AQIDAH, "Stalled", 2),
    ]


def test_the_graduation_rate_is_over_all_groups_and_rounded(connection: Connection) -> None:
    for group_id, episode in [("a", 9), ("b", 9), ("c", 1)]:
        group(connection, group_id)
        met(connection, group_id, "2026-06-01", episode=episode)
    rate = "select graduation_rate_pct from ngeshare.v_curriculum_funnel where groups_total > 0"
    assert rows(connection, rate) == [(Decimal("66.67"),)]


def test_a_group_that_continues_flows_to_the_next_course(connection: Connection) -> None:
    aqidah_then(connection, HIJRAH)
    assert rows(connection, CONTINUED) == [(AQIDAH, 1, 1, Decimal(100))]
    assert rows(connection, FLOW) == [(AQIDAH, HIJRAH, 1), (HIJRAH, "Active", 1)]


def test_the_continuation_rate_is_over_the_graduated_groups(connection: Connection) -> None:
    aqidah_then(connection, HIJRAH)
    for group_id, episode in [("b", 9), ("c", 9), ("d", 8)]:
        group(connection, group_id)
        met(connection, group_id, "2026-06-01", episode=episode)
    assert rows(connection, CONTINUED) == [(AQIDAH, 3, 1, Decimal("33.33"))]


def test_a_group_followed_by_two_groups_of_the_next_course_continued_once(connection: Connection) -> None:
    aqidah_then(connection, HIJRAH)
    circle(connection, "second", HIJRAH)
    met(connection, "second", "2026-06-02")
    assert rows(connection, CONTINUED) == [(AQIDAH, 1, 1, Decimal(100))]
    assert rows(connection, FLOW) == [(AQIDAH, HIJRAH, 1), (HIJRAH, "Active", 2)]


def test_two_groups_that_continue_into_one_both_continued(connection: Connection) -> None:
    aqidah_then(connection, HIJRAH)
    circle(connection, "second", AQIDAH)
    graduated(connection, "second", started="2026-03-01", on="2026-05-02")
    assert rows(connection, CONTINUED) == [(AQIDAH, 2, 2, Decimal(100))]
    assert rows(connection, FLOW) == [(AQIDAH, HIJRAH, 2), (HIJRAH, "Active", 1)]


def test_a_group_that_only_skipped_flows_to_an_anomaly_and_did_not_continue(connection: Connection) -> None:
    aqidah_then(connection, SEJARAH)
    assert rows(connection, CONTINUED) == [(AQIDAH, 1, 0, Decimal(0))]
    assert rows(connection, FLOW) == [(AQIDAH, f"{SEJARAH} (anomaly)", 1), (SEJARAH, "Active", 1)]


def test_a_group_that_skipped_to_two_courses_flows_to_the_nearest(connection: Connection) -> None:
    aqidah_then(connection, DAKWAH, SEJARAH)
    assert rows(connection, FLOW) == [
        (AQIDAH, f"{SEJARAH} (anomaly)", 1),
        (DAKWAH, "Active", 1),
        (SEJARAH, "Active", 1),
    ]


def test_a_group_that_continued_and_skipped_counts_once_as_continued(connection: Connection) -> None:
    aqidah_then(connection, HIJRAH, SEJARAH)
    assert rows(connection, CONTINUED) == [(AQIDAH, 1, 1, Decimal(100))]
    assert rows(connection, FLOW) == [(AQIDAH, HIJRAH, 1), (HIJRAH, "Active", 1), (SEJARAH, "Active", 1)]


def test_the_last_course_has_no_continuation_rate(connection: Connection) -> None:
    group(connection, "d", DAKWAH)
    met(connection, "d", "2026-06-01", episode=7)
    assert rows(connection, CONTINUED) == [(DAKWAH, 1, 0, None)]
    assert rows(connection, FLOW) == [(DAKWAH, "Graduated", 1)]


@pytest.mark.parametrize("episode", [1, 8])
def test_a_rate_of_nothing_is_unknown(connection: Connection, episode: int) -> None:
    group(connection, "a")
    met(connection, "a", "2026-06-01", episode=episode)
    rates = """select graduation_rate_pct, continuation_rate_pct from ngeshare.v_curriculum_funnel
        order by sequence_order limit 2"""
    assert rows(connection, rates) == [(Decimal(0), None), (None, None)]


def test_the_directory_tells_of_each_group_what_it_did(connection: Connection) -> None:
    circle(connection, "done", AQIDAH, members="ana budi citra")
    graduated(connection, "done", started="2026-01-05", on="2026-03-01")
    circle(connection, "next", HIJRAH, members="ana budi")
    met(connection, "next", "2026-03-11", episode=3)
    group(connection, "new", SEJARAH, created="2026-06-10")
    columns = "group_id, status, max_episode_reached, total_meetings, days_inactive, flow_target, member_count"
    assert rows(connection, f"select {columns} from ngeshare.group_directory order by group_id") == [
        ("done", "GRADUATED", 9, 2, 106, HIJRAH, 3),
        ("new", "NOT_STARTED", 0, 0, None, "Not started", 0),
        ("next", "STALLED", 3, 1, 96, "Stalled", 2),
    ]

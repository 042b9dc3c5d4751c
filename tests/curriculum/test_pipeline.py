"""v_curriculum_pipeline: which group is the same circle of people in a later course."""

from decimal import Decimal

import pytest

from tests.factories import (
    AQIDAH,
    DAKWAH,
    HIJRAH,
    LAST_EPISODE,
    SEJARAH,
    Connection,
    circle,
    facilitator,
    graduated,
    group,
    look_from,
    member,
    met,
    rows,
    user,
)

PAIRS = "select group_a_id, group_b_id from ngeshare.v_curriculum_pipeline order by group_a_id, group_b_id"


def aqidah_graduates_on_1_march(connection: Connection, members: str = "ana budi", led_by: str = "fajar") -> None:
    circle(connection, "a", AQIDAH, members=members, led_by=led_by)
    graduated(connection, "a", started="2026-01-05", on="2026-03-01")


def test_a_link_has_every_column_of_the_contract(connection: Connection) -> None:
    aqidah_graduates_on_1_march(connection, members="ana budi citra")
    circle(connection, "b", HIJRAH, members="ana budi dewi eka")
    met(connection, "b", "2026-03-11")
    assert rows(connection, "select * from ngeshare.v_curriculum_pipeline") == [
        ("a", AQIDAH, "b", HIJRAH, "fajar", 2, Decimal("66.67"), 10, 0, False)
    ]


@pytest.mark.parametrize(
    ("started", "days"),
    [("2026-02-28", None), ("2026-03-01", 0), ("2026-05-30", 90), ("2026-05-31", None)],
)
def test_the_later_group_starts_0_to_90_days_after_the_graduation(
    connection: Connection, started: str, days: int | None
) -> None:
    aqidah_graduates_on_1_march(connection)
    circle(connection, "b", HIJRAH)
    met(connection, "b", started)
    found = rows(connection, "select days_between from ngeshare.v_curriculum_pipeline")
    assert found == ([] if days is None else [(days,)])


def test_the_gap_is_counted_in_local_dates(connection: Connection) -> None:
    circle(connection, "a", AQIDAH)
    met(connection, "a", "2026-03-01 16:59:59.999", episode=9)
    circle(connection, "b", HIJRAH)
    met(connection, "b", "2026-03-01 17:00:00")
    assert rows(connection, "select days_between from ngeshare.v_curriculum_pipeline") == [(1,)]


def test_the_gap_runs_from_the_graduation_not_from_the_last_meeting(connection: Connection) -> None:
    aqidah_graduates_on_1_march(connection)
    met(connection, "a", "2026-05-31", episode=9)
    circle(connection, "b", HIJRAH)
    met(connection, "b", "2026-05-30")
    assert rows(connection, "select days_between from ngeshare.v_curriculum_pipeline") == [(90,)]


def test_one_shared_member_is_not_enough(connection: Connection) -> None:
    aqidah_graduates_on_1_march(connection, members="ana")
    circle(connection, "b", HIJRAH, members="ana")
    met(connection, "b", "2026-03-11")
    assert rows(connection, PAIRS) == []


def test_one_member_recorded_twice_is_one_shared_member(connection: Connection) -> None:
    aqidah_graduates_on_1_march(connection, members="ana budi")
    circle(connection, "b", HIJRAH, members="ana ana")
    met(connection, "b", "2026-03-11")
    assert rows(connection, PAIRS) == []


def test_the_shared_facilitator_is_not_a_shared_member(connection: Connection) -> None:
    aqidah_graduates_on_1_march(connection, members="ana")
    circle(connection, "b", HIJRAH, members="ana")
    facilitator(connection, "a", "budi", joined="2026-02-01")
    member(connection, "b", "budi")
    met(connection, "b", "2026-03-11")
    assert rows(connection, PAIRS) == []


def test_half_of_the_smaller_group_is_enough(connection: Connection) -> None:
    aqidah_graduates_on_1_march(connection, members="ana budi citra dewi")
    circle(connection, "b", HIJRAH, members="ana budi eka gita hana")
    met(connection, "b", "2026-03-11")
    overlap = "select shared_member_count, overlap_pct from ngeshare.v_curriculum_pipeline"
    assert rows(connection, overlap) == [(2, Decimal(50))]


def test_less_than_half_of_the_smaller_group_is_not_enough(connection: Connection) -> None:
    aqidah_graduates_on_1_march(connection, members="ana budi citra dewi indah")
    circle(connection, "b", HIJRAH, members="ana budi eka gita hana")
    met(connection, "b", "2026-03-11")
    assert rows(connection, PAIRS) == []


def test_overlap_is_compared_before_it_is_rounded(connection: Connection) -> None:
    # No real group has ten thousand members, and the plans of tests before this one are for three.
    connection.execute("set local enable_nestloop = off; discard plans")
    for group_id, course in [("a", AQIDAH), ("b", HIJRAH)]:
        group(connection, group_id, course)
        facilitator(connection, group_id, "fajar")
    connection.execute(
        """insert into public."User" (id, "updatedAt")
        select 'u' || number, '2026-01-01' from generate_series(1, 15002) as number"""
    )
    connection.execute('analyze public."User"')
    for share in ("number % 10 = 0", "number % 10 > 0"):
        connection.execute(
            f"""insert into public."UserHangoutGroup"
            (id, "updatedAt", "joinedAt", status, "hangoutGroupRole", "hangoutGroupId", "userId")
            select gen_random_uuid(), '2026-01-01', '2026-01-01', 'JOINED', 'MEMBER', seats.group_id, 'u' || number
            from (values ('a', 1, 10001), ('b', 5002, 15002)) as seats (group_id, first_user, last_user)
            cross join generate_series(seats.first_user, seats.last_user) as number where {share}"""
        )
        # Else PostgreSQL 15 takes a group for small, and reads all of it for each member: 12 s.
        connection.execute('analyze public."UserHangoutGroup"')
    graduated(connection, "a", started="2026-01-05", on="2026-03-01")
    met(connection, "b", "2026-03-11")
    assert rows(connection, PAIRS) == []  # 5000 of 10001 would read 50.00
    member(connection, "b", "u1")
    assert rows(connection, PAIRS) == [("a", "b")]


def test_deleted_members_are_not_shared(connection: Connection) -> None:
    aqidah_graduates_on_1_march(connection)
    circle(connection, "b", HIJRAH)
    met(connection, "b", "2026-03-11")
    user(connection, "budi", deleted="2026-06-01")
    assert rows(connection, PAIRS) == []


def test_another_facilitator_breaks_the_link(connection: Connection) -> None:
    aqidah_graduates_on_1_march(connection)
    circle(connection, "b", HIJRAH, led_by="gilang")
    facilitator(connection, "b", "fajar", joined="2026-02-01")
    met(connection, "b", "2026-03-11")
    assert rows(connection, PAIRS) == []


def test_two_groups_without_facilitator_are_not_linked(connection: Connection) -> None:
    aqidah_graduates_on_1_march(connection)
    circle(connection, "b", HIJRAH)
    met(connection, "b", "2026-03-11")
    user(connection, "fajar", deleted="2026-06-01")
    assert rows(connection, PAIRS) == []


def test_a_group_that_has_not_graduated_is_not_followed(connection: Connection) -> None:
    circle(connection, "a", AQIDAH)
    met(connection, "a", "2026-03-01", episode=8)
    circle(connection, "b", HIJRAH)
    met(connection, "b", "2026-03-11")
    assert rows(connection, PAIRS) == []


def test_a_group_that_has_not_met_follows_nobody(connection: Connection) -> None:
    aqidah_graduates_on_1_march(connection)
    circle(connection, "b", HIJRAH)
    met(connection, "b", "2026-06-16")
    assert rows(connection, PAIRS) == []


def test_neither_the_same_nor_an_earlier_course_follows(connection: Connection) -> None:
    circle(connection, "a", HIJRAH)
    graduated(connection, "a", started="2026-01-05", on="2026-03-01")
    for group_id, course in [("b", HIJRAH), ("c", AQIDAH)]:
        circle(connection, group_id, course)
        met(connection, group_id, "2026-03-11")
    assert rows(connection, PAIRS) == []


@pytest.mark.parametrize(
    ("course", "skipped", "is_anomaly"), [(HIJRAH, 0, False), (SEJARAH, 1, True), (DAKWAH, 2, True)]
)
def test_a_skipped_course_is_an_anomaly(connection: Connection, course: str, skipped: int, is_anomaly: bool) -> None:
    aqidah_graduates_on_1_march(connection)
    circle(connection, "b", course)
    met(connection, "b", "2026-03-11")
    found = rows(connection, "select skipped_courses, is_anomaly from ngeshare.v_curriculum_pipeline")
    assert found == [(skipped, is_anomaly)]


@pytest.mark.parametrize(
    ("courses", "pairs"),
    [
        ("A+ H", ["A H"]),
        ("A H", []),
        ("A+", []),
        ("H+ A", []),
        ("A+ A", []),
        ("A+ H+ S", ["A H", "A S", "H S"]),
        ("A H+ S+", ["H S"]),
    ],
)
def test_a_graduated_group_is_compared_with_those_of_later_courses_of_its_facilitator(
    connection: Connection, courses: str, pairs: list[str]
) -> None:
    """The groups of one facilitator, + where they graduated; another's, who went further, is none of them."""
    by_letter = {"A": AQIDAH, "H": HIJRAH, "S": SEJARAH}
    for number, letter in enumerate(courses.split()):
        circle(connection, f"{letter}{number}", by_letter[letter[0]])
        met(
            connection,
            f"{letter}{number}",
            "2026-02-01",
            episode=LAST_EPISODE[by_letter[letter[0]]] - ("+" not in letter),
        )
    circle(connection, "other", DAKWAH, led_by="gilang")
    graduated(connection, "other", started="2026-01-05", on="2026-01-06")
    found = rows(connection, "select group_a_id, group_b_id from ngeshare.group_successions order by 1, 2")
    assert [f"{earlier[0]} {later[0]}" for earlier, later in found] == pairs


def test_every_qualifying_pair_is_a_row(connection: Connection) -> None:
    aqidah_graduates_on_1_march(connection)
    for group_id, course in [("b", HIJRAH), ("c", HIJRAH), ("d", SEJARAH)]:
        circle(connection, group_id, course)
    graduated(connection, "b", started="2026-03-10", on="2026-03-20")
    met(connection, "c", "2026-03-15")
    met(connection, "d", "2026-03-25")
    assert rows(connection, PAIRS) == [("a", "b"), ("a", "c"), ("a", "d"), ("b", "d")]


def test_the_past_does_not_know_the_later_group(connection: Connection) -> None:
    aqidah_graduates_on_1_march(connection)
    circle(connection, "b", HIJRAH)
    met(connection, "b", "2026-03-11")
    look_from(connection, "2026-03-10")
    assert rows(connection, PAIRS) == []
    look_from(connection, "2026-03-11")
    assert rows(connection, PAIRS) == [("a", "b")]

"""ngeshare.group_marks: who went on and who broke a rule, from which day to which, kept current by every write."""

import pytest

from tests.factories import (
    AQIDAH,
    DAKWAH,
    HIJRAH,
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
)

EVERY = "select group_id, mark, since::text, until::text, part from ngeshare.group_marks order by 1, 2, 3"
MARKS = f"select * from ({EVERY}) as marks where mark <> 'GRADUATED'"
ONWARD = f"select * from ({MARKS}) as marks where mark = 'ONWARD'"


@pytest.fixture(autouse=True)
def one_graduated_group(connection: Connection) -> None:
    circle(connection, "a", AQIDAH)
    graduated(connection, "a", started="2026-01-05", on="2026-03-01")


def test_a_graduation_knows_how_long_it_took(connection: Connection) -> None:
    assert rows(connection, EVERY) == [("a", "GRADUATED", "2026-03-01", "infinity", 55)]
    times = (
        "select course_name, graduated_groups, median_days from ngeshare.v_time_to_graduate where graduated_groups > 0"
    )
    assert rows(connection, times) == [(AQIDAH, 1, 55)]
    look_from(connection, "2026-02-28")
    assert rows(connection, times) == []


def test_a_group_goes_on_from_the_day_the_next_one_starts(connection: Connection) -> None:
    circle(connection, "b", HIJRAH)
    met(connection, "b", "2026-03-11")
    assert rows(connection, MARKS) == [("a", "ONWARD", "2026-03-11", "infinity", 0)]
    seen = {}
    for day in ("2026-03-10", "2026-03-11"):
        look_from(connection, day)
        seen[day] = rows(connection, f"select target, groups from ngeshare.v_curriculum_flow where source = '{AQIDAH}'")
    assert list(seen.values()) == [[("Graduated", 1)], [(HIJRAH, 1)]]


def test_who_skips_first_and_goes_on_later_has_skipped_until_then(connection: Connection) -> None:
    circle(connection, "d", DAKWAH)
    met(connection, "d", "2026-03-05")
    circle(connection, "c", SEJARAH)
    met(connection, "c", "2026-03-07")
    circle(connection, "b", HIJRAH)
    met(connection, "b", "2026-03-11")
    assert rows(connection, MARKS) == [
        ("a", "ONWARD", "2026-03-05", "2026-03-07", 2),
        ("a", "ONWARD", "2026-03-07", "2026-03-11", 1),
        ("a", "ONWARD", "2026-03-11", "infinity", 0),
        ("c", "SKIPPED_COURSE", "2026-03-07", "infinity", 0),
        ("d", "SKIPPED_COURSE", "2026-03-05", "infinity", 0),
    ]


def test_a_group_that_becomes_too_large_a_part_goes_on_no_longer(connection: Connection) -> None:
    circle(connection, "b", HIJRAH)
    met(connection, "b", "2026-03-11")
    for number in range(6):
        member(connection, "a", f"a{number}", joined="2026-04-01")
        member(connection, "b", f"b{number}", joined="2026-04-01")
    assert rows(connection, ONWARD) == [("a", "ONWARD", "2026-03-11", "2026-04-01", 0)]


def test_who_leaves_takes_the_marks_of_both_groups_along(connection: Connection) -> None:
    circle(connection, "c", SEJARAH)
    met(connection, "c", "2026-03-07")
    assert [row[:2] for row in rows(connection, MARKS)] == [("a", "ONWARD"), ("c", "SKIPPED_COURSE")]
    connection.execute(
        """delete from public."UserHangoutGroup" where "hangoutGroupId" = 'c' and "hangoutGroupRole" = 'MEMBER'"""
    )
    assert rows(connection, MARKS) == []


def test_who_starts_before_the_graduation_is_named_once_that_is_known(connection: Connection) -> None:
    circle(connection, "b", HIJRAH)
    met(connection, "b", "2026-02-11")
    assert rows(connection, MARKS) == [("b", "STARTED_BEFORE_GRADUATION", "2026-03-01", "infinity", 0)]


def test_nobody_leads_until_somebody_does_and_a_second_one_is_extra(connection: Connection) -> None:
    group(connection, "g", created="2026-01-01")
    facilitator(connection, "g", "early", joined="2026-02-01")
    facilitator(connection, "g", "late", joined="2026-04-01")
    assert rows(connection, MARKS) == [
        ("g", "EXTRA_FACILITATORS", "2026-04-01", "infinity", 0),
        ("g", "NO_FACILITATOR", "2026-01-01", "2026-02-01", 0),
    ]


def test_an_episode_beyond_the_last_is_out_of_range_from_its_day_on(connection: Connection) -> None:
    met(connection, "a", "2026-03-08", episode=12)
    assert rows(connection, MARKS) == [("a", "EPISODE_OUT_OF_RANGE", "2026-03-08", "infinity", 0)]


def test_a_group_outside_the_curriculum_bears_none(connection: Connection) -> None:
    group(connection, "g", created="2026-01-01")
    assert [row[1] for row in rows(connection, MARKS)] == ["NO_FACILITATOR"]
    connection.execute("""update public."Hangout" set name = 'Another' where name = %s""", [AQIDAH])
    assert rows(connection, MARKS) == []


def test_a_rebuild_mends_exactly_what_differs(connection: Connection) -> None:
    circle(connection, "b", HIJRAH)
    met(connection, "b", "2026-03-11")
    right = rows(connection, EVERY)
    for harm in (
        *(
            f"update ngeshare.group_marks set {change} where mark = 'ONWARD'"
            for change in ("until = '2026-12-31'", "part = 3", "hangout_id = 'x'")
        ),
        "delete from ngeshare.group_marks where mark = 'ONWARD'",
        "insert into ngeshare.group_marks values ('gone', 'ONWARD', '2026-03-11', 'infinity', 0, 'x')",
    ):
        connection.execute(harm.encode())
        assert rows(connection, "select ngeshare.rebuild_groups()") == [(1,)], harm
        assert rows(connection, EVERY) == right, harm


def test_nothing_asked_changes_nothing(connection: Connection) -> None:
    for asked in ("null", "'{}'", "'{null,nobody}'", "'{a,a}'"):
        assert rows(connection, f"select ngeshare.refresh_marks({asked})") == [(0,)], asked

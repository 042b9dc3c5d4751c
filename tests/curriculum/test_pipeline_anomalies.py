"""v_pipeline_anomalies: what to look into, one row per group and kind."""

from tests.factories import (
    AQIDAH,
    HIJRAH,
    SEJARAH,
    Connection,
    circle,
    facilitator,
    graduated,
    group,
    met,
    rows,
    user,
)

FOUND = "select group_id, kind from ngeshare.v_pipeline_anomalies order by group_id, kind"


def test_a_group_in_order_has_no_finding(connection: Connection) -> None:
    circle(connection, "a", AQIDAH)
    graduated(connection, "a", started="2026-01-05", on="2026-03-01")
    circle(connection, "b", HIJRAH)
    met(connection, "b", "2026-03-11")
    assert rows(connection, FOUND) == []


def test_a_skipped_course_is_found_under_the_later_group_once(connection: Connection) -> None:
    for group_id in ("a1", "a2"):
        circle(connection, group_id, AQIDAH)
        graduated(connection, group_id, started="2026-01-05", on="2026-03-01")
    circle(connection, "b", SEJARAH)
    met(connection, "b", "2026-03-11")
    assert rows(connection, FOUND) == [("b", "SKIPPED_COURSE")]


def test_a_start_before_the_graduation_is_found_under_the_later_group(connection: Connection) -> None:
    circle(connection, "a", AQIDAH)
    graduated(connection, "a", started="2026-01-05", on="2026-03-01")
    circle(connection, "b", HIJRAH)
    met(connection, "b", "2026-02-28")
    assert rows(connection, FOUND) == [("b", "STARTED_BEFORE_GRADUATION")]


def test_a_start_on_the_day_of_the_graduation_is_in_order(connection: Connection) -> None:
    circle(connection, "a", AQIDAH)
    graduated(connection, "a", started="2026-01-05", on="2026-03-01")
    circle(connection, "b", HIJRAH)
    met(connection, "b", "2026-03-01")
    assert rows(connection, FOUND) == []


def test_an_early_start_needs_two_shared_members_but_no_share_of_the_group(connection: Connection) -> None:
    circle(connection, "a", AQIDAH, members="ana budi citra dewi eka")
    graduated(connection, "a", started="2026-01-05", on="2026-03-01")
    circle(connection, "b", HIJRAH, members="ana budi gita hana indah")
    circle(connection, "c", HIJRAH, members="ana")
    met(connection, "b", "2026-02-01")
    met(connection, "c", "2026-02-01")
    assert rows(connection, FOUND) == [("b", "STARTED_BEFORE_GRADUATION")]


def test_an_early_start_of_a_course_past_the_next_one_is_no_finding(connection: Connection) -> None:
    circle(connection, "a", AQIDAH)
    graduated(connection, "a", started="2026-01-05", on="2026-03-01")
    circle(connection, "b", SEJARAH)
    met(connection, "b", "2026-02-01")
    assert rows(connection, FOUND) == []


def test_an_early_start_under_another_facilitator_is_no_finding(connection: Connection) -> None:
    circle(connection, "a", AQIDAH)
    graduated(connection, "a", started="2026-01-05", on="2026-03-01")
    circle(connection, "b", HIJRAH, led_by="gilang")
    met(connection, "b", "2026-02-01")
    assert rows(connection, FOUND) == []


def test_a_later_group_beside_one_that_has_not_graduated_yet_is_no_finding(connection: Connection) -> None:
    circle(connection, "a", AQIDAH)
    graduated(connection, "a", started="2026-01-05", on="2026-06-16")
    circle(connection, "b", HIJRAH)
    met(connection, "b", "2026-02-01")
    assert rows(connection, FOUND) == []


def test_extra_and_missing_facilitators_are_found(connection: Connection) -> None:
    group(connection, "none")
    group(connection, "one")
    group(connection, "two")
    facilitator(connection, "one", "fajar")
    facilitator(connection, "one", "fajar", joined="2026-02-01")
    facilitator(connection, "two", "fajar")
    facilitator(connection, "two", "gilang")
    assert rows(connection, FOUND) == [("none", "NO_FACILITATOR"), ("two", "EXTRA_FACILITATORS")]


def test_a_group_whose_only_facilitator_is_deleted_has_none(connection: Connection) -> None:
    user(connection, "fajar", deleted="2026-06-01")
    group(connection, "g1")
    facilitator(connection, "g1", "fajar")
    assert rows(connection, FOUND) == [("g1", "NO_FACILITATOR")]


def test_an_attended_episode_above_the_last_one_is_found(connection: Connection) -> None:
    for group_id, episode, day in [("a", 9, "2026-06-01"), ("b", 10, "2026-06-01"), ("c", 10, "2026-06-16")]:
        circle(connection, group_id, AQIDAH)
        met(connection, group_id, day, episode=episode)
    assert rows(connection, FOUND) == [("b", "EPISODE_OUT_OF_RANGE")]


def test_an_episode_of_another_hangout_is_not_out_of_range(connection: Connection) -> None:
    group(connection, "sejarah", SEJARAH)
    circle(connection, "a", AQIDAH)
    met(connection, "a", "2026-06-01", episode=11, hangout_id=SEJARAH)
    assert rows(connection, FOUND) == [("sejarah", "NO_FACILITATOR")]


def test_every_finding_says_what_was_found(connection: Connection) -> None:
    group(connection, "a")
    met(connection, "a", "2026-06-01", episode=10)
    details = rows(connection, "select detail from ngeshare.v_pipeline_anomalies")
    assert len(details) == 2
    assert all(detail.strip() for (detail,) in details)

"""v_group_status: graduated, active, not started or stalled, at the day where each begins."""

from decimal import Decimal

import pytest

from tests.factories import AQIDAH, DAKWAH, SEJARAH, Connection, group, look_from, met, rows

STATUS = "select status, days_inactive from ngeshare.v_group_status"


def test_a_group_that_met_28_days_ago_is_active(connection: Connection) -> None:
    group(connection, "g1")
    met(connection, "g1", "2026-05-18")
    assert rows(connection, STATUS) == [("ACTIVE", 28)]


def test_a_group_that_met_29_days_ago_is_stalled(connection: Connection) -> None:
    group(connection, "g1")
    met(connection, "g1", "2026-05-17")
    assert rows(connection, STATUS) == [("STALLED", 29)]


def test_days_of_inactivity_are_local_dates_not_hours(connection: Connection) -> None:
    group(connection, "g1")
    met(connection, "g1", "2026-05-17 16:59:59.999")
    group(connection, "g2")
    met(connection, "g2", "2026-05-17 17:00:00")
    assert rows(connection, f"{STATUS} order by group_id") == [("STALLED", 29), ("ACTIVE", 28)]


def test_a_group_turns_stalled_at_local_midnight(connection: Connection) -> None:
    group(connection, "g1")
    met(connection, "g1", "2026-05-18")
    look_from(connection, "2026-06-15 16:59:59.999999")
    assert rows(connection, STATUS) == [("ACTIVE", 28)]
    look_from(connection, "2026-06-15 17:00:00")
    assert rows(connection, STATUS) == [("STALLED", 29)]


def test_a_group_that_never_met_is_not_started_until_28_days_after_its_creation(
    connection: Connection,
) -> None:
    group(connection, "g1", created="2026-05-17 17:00:00")
    assert rows(connection, STATUS) == [("NOT_STARTED", None)]


def test_a_group_that_never_met_is_stalled_29_days_after_its_creation(connection: Connection) -> None:
    group(connection, "g1", created="2026-05-17 16:59:59.999")
    assert rows(connection, STATUS) == [("STALLED", None)]


def test_a_young_group_whose_last_meeting_is_old_is_stalled(connection: Connection) -> None:
    group(connection, "g1", created="2026-06-14")
    met(connection, "g1", "2026-05-01")
    assert rows(connection, STATUS) == [("STALLED", 45)]


@pytest.mark.parametrize("last_met", ["2026-06-15", "2020-01-01"])
def test_a_group_that_reached_the_last_episode_is_graduated_whenever_it_met(
    connection: Connection, last_met: str
) -> None:
    group(connection, "g1", DAKWAH)
    met(connection, "g1", last_met, episode=7)
    assert rows(connection, "select status from ngeshare.v_group_status") == [("GRADUATED",)]


def test_the_last_episode_but_one_does_not_graduate(connection: Connection) -> None:
    group(connection, "g1", SEJARAH)
    met(connection, "g1", "2026-06-15", episode=10)
    assert rows(connection, STATUS) == [("ACTIVE", 0)]


def test_highest_episode_counts_not_the_latest(connection: Connection) -> None:
    group(connection, "g1", DAKWAH)
    met(connection, "g1", "2026-01-10", episode=7)
    met(connection, "g1", "2026-01-17", episode=6)
    assert rows(connection, "select status from ngeshare.v_group_status") == [("GRADUATED",)]


@pytest.mark.parametrize(
    ("course", "episode", "percent"),
    [
        (AQIDAH, 1, "11.11"),
        (AQIDAH, 2, "22.22"),
        (AQIDAH, 5, "55.56"),
        (AQIDAH, 6, "66.67"),
        (AQIDAH, 9, "100.00"),
        (AQIDAH, 12, "100.00"),
        (SEJARAH, 1, "9.09"),
        (SEJARAH, 6, "54.55"),
        (DAKWAH, 1, "14.29"),
        (DAKWAH, 0, "0.00"),
    ],
)
def test_progress_is_rounded_half_away_from_zero_and_never_above_100(
    connection: Connection, course: str, episode: int, percent: str
) -> None:
    group(connection, "g1", course)
    met(connection, "g1", "2026-06-01", episode=episode)
    assert rows(connection, "select progress_pct from ngeshare.v_group_status") == [(Decimal(percent),)]


def test_half_a_hundredth_rounds_up(connection: Connection) -> None:
    connection.execute("insert into ngeshare.course_config values ('Long course', 800, 5)")
    group(connection, "g1", "Long course")
    met(connection, "g1", "2026-06-01", episode=1)
    assert rows(connection, "select progress_pct from ngeshare.v_group_status") == [(Decimal("0.13"),)]

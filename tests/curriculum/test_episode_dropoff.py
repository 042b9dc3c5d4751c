"""v_episode_dropoff: after which episode groups stall."""

from decimal import Decimal

from tests.factories import AQIDAH, DAKWAH, HIJRAH, SEJARAH, Connection, group, met, rows

STALLED = """select episode, stalled_groups, share_pct, is_peak from ngeshare.v_episode_dropoff
    where course_name = 'Ngeshare Sesi Aqidah' and stalled_groups > 0 order by episode"""


def stalled_at(connection: Connection, *episodes: int) -> None:
    for number, episode in enumerate(episodes):
        group(connection, f"g{number}")
        met(connection, f"g{number}", "2026-02-01", episode=episode)


def test_every_course_has_a_row_for_each_episode_from_0_to_the_last_but_one(connection: Connection) -> None:
    episodes = "select course_name, array_agg(episode order by episode) from ngeshare.v_episode_dropoff group by 1"
    expected = {AQIDAH: 9, HIJRAH: 9, SEJARAH: 11, DAKWAH: 7}
    assert dict(rows(connection, episodes)) == {course: [*range(last)] for course, last in expected.items()}


def test_when_nothing_stalled_there_is_neither_share_nor_peak(connection: Connection) -> None:
    distinct = "select distinct stalled_groups, share_pct, is_peak from ngeshare.v_episode_dropoff"
    assert rows(connection, distinct) == [(0, None, False)]


def test_the_peak_is_the_episode_where_most_groups_stalled(connection: Connection) -> None:
    stalled_at(connection, 3, 3, 5)
    assert rows(connection, STALLED) == [(3, 2, Decimal("66.67"), True), (5, 1, Decimal("33.33"), False)]


def test_episodes_that_share_the_maximum_are_all_peaks(connection: Connection) -> None:
    stalled_at(connection, 3, 8)
    assert rows(connection, STALLED) == [(3, 1, Decimal(50), True), (8, 1, Decimal(50), True)]
    peaks = "select count(*) from ngeshare.v_episode_dropoff where is_peak"
    assert rows(connection, peaks) == [(2,)]


def test_an_episode_where_none_stalled_has_a_share_of_zero(connection: Connection) -> None:
    stalled_at(connection, 3)
    empty = """select distinct share_pct, is_peak from ngeshare.v_episode_dropoff
        where course_name = 'Ngeshare Sesi Aqidah' and stalled_groups = 0"""
    assert rows(connection, empty) == [(Decimal(0), False)]


def test_a_group_that_never_met_stalled_at_episode_0(connection: Connection) -> None:
    group(connection, "never", created="2026-05-01")
    group(connection, "new", created="2026-06-01")
    assert rows(connection, STALLED) == [(0, 1, Decimal(100), True)]


def test_active_and_graduated_groups_did_not_drop_off(connection: Connection) -> None:
    group(connection, "active")
    met(connection, "active", "2026-06-01", episode=4)
    group(connection, "graduated")
    met(connection, "graduated", "2026-02-01", episode=9)
    assert rows(connection, STALLED) == []

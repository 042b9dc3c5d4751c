"""v_time_to_graduate and its outliers: how long a course takes, and who was unusually fast or slow."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.factories import AQIDAH, DAKWAH, HIJRAH, SEJARAH, Connection, graduated, group, rows

TAKEN = """select graduated_groups, avg_days, median_days, fastest_days, slowest_days
    from ngeshare.v_time_to_graduate where course_name = 'Ngeshare Sesi Aqidah'"""
OUTLIERS = "select group_id, days_to_graduate, verdict from ngeshare.v_time_to_graduate_outliers order by 2, 1"


def graduates_after(connection: Connection, *days: int, course: str = AQIDAH) -> None:
    for number, taken in enumerate(days):
        group_id = f"{course} {number}"
        group(connection, group_id, course)
        finished = date(2026, 1, 5) + timedelta(days=taken)
        graduated(connection, group_id, started="2026-01-05", on=finished.isoformat())


def test_every_course_has_a_row_even_when_nobody_graduated(connection: Connection) -> None:
    found = rows(connection, "select * from ngeshare.v_time_to_graduate order by course_name")
    nobody = (0, None, None, None, None)
    assert found == [(course, *nobody) for course in (AQIDAH, DAKWAH, HIJRAH, SEJARAH)]


def test_average_and_median_are_rounded_to_two_decimals(connection: Connection) -> None:
    graduates_after(connection, 10, 20, 31, 60, 61, 62)
    assert rows(connection, TAKEN) == [(6, Decimal("40.67"), Decimal("45.50"), 10, 62)]


def test_a_group_may_graduate_on_the_day_it_starts(connection: Connection) -> None:
    graduates_after(connection, 0)
    assert rows(connection, TAKEN) == [(1, Decimal(0), Decimal(0), 0, 0)]


def test_days_are_local_dates(connection: Connection) -> None:
    group(connection, "g1")
    graduated(connection, "g1", started="2026-01-05 16:59:59.999", on="2026-01-05 17:00:00")
    assert rows(connection, TAKEN) == [(1, Decimal(1), Decimal(1), 1, 1)]


def test_three_graduated_groups_have_no_fences(connection: Connection) -> None:
    graduates_after(connection, 50, 50, 500)
    assert rows(connection, OUTLIERS) == []


def test_four_graduated_groups_have_fences(connection: Connection) -> None:
    graduates_after(connection, 10, 10, 10, 20)
    assert rows(connection, OUTLIERS) == [(f"{AQIDAH} 3", 20, "SLOW")]


def test_an_outlier_stands_beside_what_one_needs_to_find_it(connection: Connection) -> None:
    graduates_after(connection, 10, 10, 10, 20)
    connection.execute("""update public."HangoutGroup" set city = 'Bandung' where id like '% 3'""")
    columns = "group_id, group_name, course_name, days_to_graduate, verdict, city"
    assert rows(connection, f"select {columns} from ngeshare.outlier_groups") == [
        (f"{AQIDAH} 3", f"Group {AQIDAH} 3", AQIDAH, 20, "SLOW", "Bandung")
    ]


def test_a_group_on_the_fence_is_inside(connection: Connection) -> None:
    graduates_after(connection, 10, 12, 12, 14, 17)
    assert rows(connection, OUTLIERS) == []


@pytest.mark.parametrize(
    ("days", "outlier"),
    [((10, 12, 12, 14, 18), (f"{AQIDAH} 4", 18, "SLOW")), ((8, 12, 14, 14, 16), (f"{AQIDAH} 0", 8, "FAST"))],
)
def test_a_group_past_the_fence_is_an_outlier(
    connection: Connection, days: tuple[int, ...], outlier: tuple[str, int, str]
) -> None:
    graduates_after(connection, *days)
    assert rows(connection, OUTLIERS) == [outlier]


@pytest.mark.parametrize(("slowest", "outliers"), [(50, []), (51, [(f"{AQIDAH} 3", 51, "SLOW")])])
def test_quartiles_are_interpolated(connection: Connection, slowest: int, outliers: list[tuple[str, int, str]]) -> None:
    graduates_after(connection, 10, 20, 24, slowest)
    assert rows(connection, OUTLIERS) == outliers


def test_each_course_has_its_own_fences(connection: Connection) -> None:
    graduates_after(connection, 10, 10, 10)
    graduates_after(connection, 90, course=HIJRAH)
    assert rows(connection, OUTLIERS) == []

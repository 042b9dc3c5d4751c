"""The zone in which people read a school's moments."""

import pytest

from tests.classroom.classroom import add
from tests.factories import Connection, rows


@pytest.mark.parametrize(
    ("named", "zone"),
    [
        ("America/Chicago", "America/Chicago"),
        ("america/chicago", "UTC"),
        ("posix/America/Chicago", "UTC"),
        ("localtime", "UTC"),
        ("Factory", "UTC"),
        ("CST6", "UTC"),
        ("+05:00", "UTC"),
        ("", "UTC"),
        ("Mars/Olympus", "UTC"),
    ],
)
def test_a_zone_counts_by_its_very_name(empty: Connection, named: str, zone: str) -> None:
    add(empty, "schools", "school", time_zone=named)
    assert rows(empty, "select school_id, time_zone from analytics.school_zones") == [("school", zone)]

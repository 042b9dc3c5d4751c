"""All sixteen views at once: over nothing, and from a moment in the past."""

from datetime import date

import pytest

from tests.factories import (
    AQIDAH,
    HIJRAH,
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
from tests.oracle.reading import COLUMNS, read

ROWS_OF_AN_EMPTY_WAREHOUSE = {
    "v_facilitator_growth": 1,
    "v_curriculum_funnel": 4,
    "v_time_to_graduate": 4,
    "v_episode_dropoff": 36,
}


@pytest.mark.parametrize("view", COLUMNS)
def test_an_empty_warehouse_answers_with_the_contracts_columns(connection: Connection, view: str) -> None:
    assert len(read(connection, view)) == ROWS_OF_AN_EMPTY_WAREHOUSE.get(view, 0)


@pytest.mark.parametrize("view", COLUMNS)
def test_before_anything_happened_a_view_answers_as_over_an_empty_warehouse(connection: Connection, view: str) -> None:
    circle(connection, "a", AQIDAH)
    graduated(connection, "a", started="2026-01-05", on="2026-03-01")
    look_from(connection, "2019-01-01")
    assert len(read(connection, view)) == ROWS_OF_AN_EMPTY_WAREHOUSE.get(view, 0)


def test_the_past_is_seen_as_it_was(connection: Connection) -> None:
    group(connection, "g1", created="2026-01-01")
    met(connection, "g1", "2026-01-10", episode=3)
    met(connection, "g1", "2026-05-10", episode=9)
    seen = {}
    for day in ("2025-12-31", "2026-01-05", "2026-02-07", "2026-02-08", "2026-05-10"):
        look_from(connection, day)
        seen[day] = [status for (status,) in rows(connection, "select status from ngeshare.v_group_status")]
    expected = [[], ["NOT_STARTED"], ["ACTIVE"], ["STALLED"], ["GRADUATED"]]
    assert list(seen.values()) == expected


def test_the_past_does_not_know_later_facilitators_or_members(connection: Connection) -> None:
    group(connection, "g1")
    facilitator(connection, "g1", "early", joined="2026-02-01")
    facilitator(connection, "g1", "late", joined="2026-04-01")
    member(connection, "g1", "ana", joined="2026-04-01")
    look_from(connection, "2026-03-15")
    summary = "select facilitator_id, member_count, has_extra_facilitators from ngeshare.v_group_summary"
    assert rows(connection, summary) == [("early", 0, False)]
    assert rows(connection, "select * from ngeshare.v_facilitator_growth_monthly order by month") == [
        (date(2026, 2, 1), 1, 1),
        (date(2026, 3, 1), 0, 1),
    ]


def test_the_session_time_zone_and_date_style_change_nothing(connection: Connection) -> None:
    circle(connection, "a", AQIDAH)
    graduated(connection, "a", started="2026-01-05 16:30:00", on="2026-03-01 17:30:00")
    circle(connection, "b", HIJRAH)
    met(connection, "b", "2026-03-11 17:00:00", episode=8)
    before = {view: read(connection, view) for view in COLUMNS}
    connection.execute("set local timezone = 'America/Bogota'; set local datestyle = 'SQL, DMY'")
    assert rows(connection, "select reason from ngeshare.v_rescue_list") == [
        (row[-1],) for row in before["v_rescue_list"]
    ]
    connection.execute("set local datestyle = 'ISO'")
    assert {view: read(connection, view) for view in COLUMNS} == before

"""A reading outside its scale is in no mean, wherever the mean is taken; it still is a reading."""

from collections.abc import Sequence
from itertools import product
from typing import Any

import pytest

from tests.classroom.classroom import INSIDE, add
from tests.factories import Connection, rows

SCORES = ("session_quality", "engagement_score", "collaboration_score", "audio_quality", "connection_stability")
TIMES = ("response_time_ms", "latency_ms")
NO_NUMBER = ("NaN", "Infinity", "-Infinity")
ON_SCALE = [
    *product(("participation_rate",), (0, 0.5, 1)),
    *product(SCORES, (0, 1.4, 100)),
    *product(TIMES, (0, 1e9)),
]
OFF_SCALE = [
    *product(("participation_rate",), (-0.001, 1.001, 85, *NO_NUMBER)),
    *product(SCORES, (-0.001, 100.001, *NO_NUMBER)),
    *product(TIMES, (-0.001, *NO_NUMBER)),
]
METRICS = {"response_time_ms": "avg_response_time"}


@pytest.fixture
def session(empty: Connection) -> Connection:
    """A lesson of that morning."""
    add(empty, "schools", "school")
    add(empty, "sessions", "session")
    return empty


def means(connection: Connection, readings: Sequence[tuple[str, Any]]) -> list[tuple[Any, int]]:
    """What each reading makes of an hour of its own: the mean of its measure, and how many sources count."""
    for number, (column, value) in enumerate(readings):
        moment = f"2026-05-{1 + number // 24:02} {number % 24:02}:20+00"
        add(connection, "session_metrics", f"{number:02}", measured_at=moment, **{column: value})
    found = rows(
        connection,
        "select to_jsonb(hour) from analytics.hourly_metrics('2026-05-01 00:00+00', '2026-06-01 00:00+00') as hour "
        "order by metric_hour",
    )
    return [
        (hour[METRICS.get(column, f"avg_{column}")], hour["data_sources_count"])
        for (hour,), (column, _value) in zip(found, readings, strict=True)
    ]


def test_what_is_on_the_scale_counts_its_ends_included(session: Connection) -> None:
    assert means(session, ON_SCALE) == [(value, 1) for _column, value in ON_SCALE]


def test_what_is_off_the_scale_is_a_reading_without_that_value(session: Connection) -> None:
    assert means(session, OFF_SCALE) == [(None, 1)] * len(OFF_SCALE)


def test_the_router_leaves_it_out_from_either_side(session: Connection) -> None:
    for number, (rate, quality, latency) in enumerate([(0.5, 60, 80), (85, 999, -1), ("NaN", "NaN", "Infinity")]):
        measured = {"participation_rate": rate, "session_quality": quality, "latency_ms": latency}
        add(session, "session_metrics", f"reading-{number}", measured_at=INSIDE, **measured)
    columns = "avg_participation, avg_quality, avg_latency"
    live = rows(
        session,
        f"select {columns} from analytics.dashboard_metrics_from_source("
        "null, '2026-06-01 09:00+00', '2026-06-01 11:00+00')",
    )
    rows(session, "select analytics.rebuild_facts()")
    closed = rows(
        session,
        f"select {columns} from analytics.dashboard_metrics_from_rollup("
        "null, '2026-06-01 09:00+00', '2026-06-01 10:00+00')",
    )
    assert live == closed == [(0.5, 60, 80)]


def test_the_quality_report_names_what_is_left_out(session: Connection) -> None:
    means(session, OFF_SCALE)
    found = rows(
        session,
        "select key from analytics.quality_of_readings "
        "where checks && '{rate_out_of_range,score_out_of_range,impossible_reading}' order by key",
    )
    assert [key for (key,) in found] == [f"{number:02}" for number in range(len(OFF_SCALE))]

"""Lines end where nothing was measured; what counts stands on its axis."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import groupby, pairwise

import altair as alt
import pandas as pd
import pytest

from analytics.theme import LIGHT
from analytics.ui import classroom, i18n
from analytics.ui.charts.clock import gaps
from analytics.ui.timeline.pictures import along_the_video
from tests.pictures.frames import FRAMES, Frame, hours, measured
from tests.pictures.scenegraph import Box, Drawn, drawn

WEEK = FRAMES[0]


def _runs(chart: Drawn) -> Iterator[list[Box]]:
    """The stretches of a chart's lines that are drawn in one go."""
    lines = [box for box in chart.boxes if box.kind in {"line", "gap"}]
    for (_colour, kind), stretch in groupby(lines, key=lambda box: (box.item.get("stroke"), box.kind)):
        if kind == "line":
            yield list(stretch)


@pytest.mark.parametrize("draw", [classroom.hourly_scores, classroom.hourly_delays])
def test_no_line_crosses_a_night(draw: Callable[..., alt.LayerChart]) -> None:
    with i18n.speaking("en"):
        shown = drawn(draw(measured(WEEK), palette=LIGHT), 1000)
    steps = [after.left - before.left for run in _runs(shown) for before, after in pairwise(run)]
    an_hour = (shown.plot.right - shown.plot.left) / 168
    assert len(steps) > 100
    assert max(steps) < 1.1 * an_hour


def test_a_gap_begins_behind_its_last_hour() -> None:
    first = datetime(2026, 11, 23, 8, tzinfo=UTC)
    shown = [first + timedelta(hours=hour) for hour in (0, 1, 2, 24, 25, 48)]
    assert gaps(shown) == [first + timedelta(hours=3), first + timedelta(hours=26)]


def test_every_hour_of_activity_is_drawn_and_the_open_one_is_an_outline() -> None:
    for frame in (WEEK, Frame("one row", one=True)):
        with i18n.speaking("en"):
            found = hours(frame)
            chart = classroom.hourly_activity(
                pd.DataFrame(
                    {
                        "metric_hour": pd.Timestamp(hour),
                        "is_open": hour == found[-1],
                        "students_active": 3,
                        "sessions_active": 1,
                    }
                    for hour in found
                ),
                palette=LIGHT,
            )
        bars = [box for box in drawn(chart, 1000).marks if box.kind == "rect"]
        assert len(bars) == len(found)
        assert all(bar.right - bar.left > 1 and bar.bottom - bar.top > 100 for bar in bars)
        assert [bool(bar.item.get("strokeDash")) for bar in bars].count(True) == 1


def test_bars_along_a_video_are_as_high_as_what_they_count() -> None:
    codes = ("text_reflection", "checkpoint_reached")
    moments = pd.DataFrame(
        {"from_second": second, "activity_type": code, "activities": count, "students": 1}
        for second, counts in ((0, (4, 2)), (45, (8, 4)))
        for code, count in zip(codes, counts, strict=True)
    )
    with i18n.speaking("en"):
        shown = drawn(along_the_video(moments, palette=LIGHT), 1000)
    heights = sorted(bar.bottom - bar.top for bar in shown.marks)
    unit = heights[0] / 2
    assert unit > 10
    assert heights == pytest.approx([unit * count for count in (2, 4, 4, 8)])

"""Hours of a period: bars for what happened, lines for what was measured; the open hour is an outline."""

from collections.abc import Iterator
from datetime import datetime

import altair as alt
import pandas as pd

from analytics.rows import Row, rows
from analytics.theme import STATUS, Palette
from analytics.ui import clocks, numbers
from analytics.ui.charts.clock import HOUR, gaps, hour_axis
from analytics.ui.charts.layers import layered, tooltip
from analytics.ui.charts.scales import upward, whole_axis
from analytics.ui.classroom.words import ZONE
from analytics.ui.i18n import gettext as _
from analytics.ui.numbers import Formatter


def hourly_activity(activity: pd.DataFrame, *, palette: Palette) -> alt.LayerChart:
    """Students per hour, each hour from its beginning to its end."""
    shown = pd.DataFrame(
        {
            "hour": clocks.drawn(hour),
            "end": clocks.drawn(hour + HOUR),
            "none": 0,
            "students": float(row["students_active"]),
            "open": bool(row["is_open"]),
            "sentence": _("{hour}: {students} students in {sessions} sessions").format(
                hour=numbers.minute(hour),
                students=numbers.whole(row["students_active"]),
                sessions=numbers.whole(row["sessions_active"]),
            ),
        }
        for row in rows(activity)
        for hour in [clocks.local(row["metric_hour"], ZONE)]
    )
    base = alt.Chart(shown).encode(
        x=hour_axis([clocks.local(row["metric_hour"], ZONE) for row in rows(activity)], title=_("Hour (UTC)")),
        x2="end:T",
        y=alt.Y("students:Q", title=_("Students"), axis=whole_axis(), scale=upward(shown["students"])),
        y2="none:Q",
        tooltip=tooltip(),
    )
    running = base.mark_rect(color=palette.ramp(0.15), stroke=palette.primary, strokeDash=[4, 3], strokeWidth=1.5)
    return layered(
        # Its own outline closes the seams between hours of a pixel or two.
        base.mark_rect(color=palette.primary, stroke=palette.primary, strokeWidth=0.6).transform_filter("!datum.open"),
        running.transform_filter("datum.open"),
        palette=palette,
        height=190,
    )


def hourly_scores(measured: pd.DataFrame, *, palette: Palette) -> alt.LayerChart:
    """Quality, engagement and participation, from 0 to 100."""
    return _lines(
        measured.assign(participation=measured["participation"] * 100),
        {"quality": _("Quality"), "engagement": _("Engagement"), "participation": _("Participation")},
        up=_("Mean, 0 to 100"),
        palette=palette,
        write=lambda value: _("{value} of 100").format(value=numbers.decimal(value)),
        scale=upward([100]),
    )


def hourly_delays(measured: pd.DataFrame, *, palette: Palette) -> alt.LayerChart:
    """How long answers took."""
    return _lines(
        measured,
        {"response_time_ms": _("Response time"), "latency_ms": _("Latency")},
        up=_("Milliseconds"),
        palette=palette,
        write=numbers.milliseconds,
    )


def _lines(
    measured: pd.DataFrame,
    names: dict[str, str],
    *,
    up: str,
    palette: Palette,
    write: Formatter,
    scale: alt.Scale | None = None,
) -> alt.LayerChart:
    hours = [clocks.local(row["metric_hour"], ZONE) for row in rows(measured)]
    shown = pd.DataFrame(
        [point for name, word in names.items() for point in _points(measured, name, word, write)],
        columns=["hour", "name", "value", "sentence"],
    )
    colours = [palette.primary, STATUS["STALLED"], STATUS["GRADUATED"]][: len(names)]
    base = alt.Chart(shown).encode(
        x=hour_axis(hours, title=_("Hour (UTC)")),
        y=alt.Y("value:Q", title=up, axis=whole_axis(), scale=scale or upward(shown["value"].dropna())),
        color=alt.Color(
            "name:N",
            title=None,
            sort=list(names.values()),
            scale=alt.Scale(domain=list(names.values()), range=colours),
        ),
        tooltip=tooltip(),
    )
    return layered(
        base.mark_line(strokeWidth=1.5, invalid="break-paths-show-domains"),
        base.mark_point(size=18, filled=True, opacity=1, invalid="filter"),
        palette=palette,
        height=190,
    )


def _points(measured: pd.DataFrame, name: str, word: str, write: Formatter) -> Iterator[Row]:
    """A measure's readings, and nothing at the first hour of each gap, so that no line crosses a night."""
    known: dict[datetime, float] = {
        clocks.local(row["metric_hour"], ZONE): row[name] for row in rows(measured) if row[name] is not None
    }
    for hour, value in known.items():
        said = _("{what}, {hour}: {value}").format(what=word, hour=numbers.minute(hour), value=write(value))
        yield {"hour": clocks.drawn(hour), "name": word, "value": float(value), "sentence": said}
    for hour in gaps(list(known)):
        yield {"hour": clocks.drawn(hour), "name": word, "value": None, "sentence": ""}

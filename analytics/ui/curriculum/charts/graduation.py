"""How long groups take: a band from the fastest to the slowest, the median named, outliers as triangles."""

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from analytics.rows import Row, rows
from analytics.theme import STATUS, Palette
from analytics.ui import numbers
from analytics.ui.charts.layers import layered, tooltip
from analytics.ui.charts.scales import across, whole_axis
from analytics.ui.curriculum import words
from analytics.ui.curriculum.charts.course_rows import CourseRows
from analytics.ui.i18n import gettext as _


def graduation_spread(
    times: pd.DataFrame, *, outliers: pd.DataFrame, order: Sequence[str], palette: Palette
) -> alt.LayerChart:
    """Time to graduate per course; courses nobody has graduated from keep an empty line."""
    short = words.short_courses(order)
    present = [brief for name, brief in short.items() if name in set(times["course_name"])]
    lines = CourseRows(present, high=44)
    y = lines.y()
    title = _("Days from first meeting to graduation")
    spread = _spread(times[times["graduated_groups"] > 0], short)
    outside = _outside(outliers, short)
    scale = across([*spread["slowest"], *outside["days"]], texts=[])
    x = alt.X("days:Q", title=title, axis=whole_axis(), scale=scale)
    known = alt.Chart(spread)
    bands = known.mark_bar(size=8, cornerRadius=4, color=palette.ramp(0.35)).encode(
        y=y, x=alt.X("fastest:Q", title=title, axis=whole_axis(), scale=scale), x2="slowest:Q", tooltip=tooltip()
    )
    medians = known.mark_tick(thickness=3, size=20, color=palette.primary).encode(y=y, x=x, tooltip=tooltip())
    points = (
        alt.Chart(outside)
        .mark_point(
            shape="triangle-up",
            size=70,
            filled=True,
            opacity=1,
            color=STATUS["ANOMALY"],
            stroke=palette.text,
            strokeWidth=0.8,
        )
        .encode(y=y, x=x, tooltip=tooltip())
    )
    layers = [bands, medians, *_medians(known, x, y, scale, palette), points]
    return layered(*layers, lines.names(palette), palette=palette, height=lines.height)


def _medians(known: alt.Chart, x: alt.X, y: alt.Y, scale: alt.Scale, palette: Palette) -> list[alt.Chart]:
    """The medians in words, towards the middle of the plot, so that none leaves it."""
    half = scale.domain[1] / 2
    named = known.encode(y=y, x=x, text="label:N", tooltip=tooltip())
    look: dict[str, Any] = {"dy": -16, "fontSize": 12, "color": palette.text}
    return [
        named.mark_text(align="left", dx=-1, **look).transform_filter(f"datum.days <= {half}"),
        named.mark_text(align="right", dx=1, **look).transform_filter(f"datum.days > {half}"),
    ]


def _spread(known: pd.DataFrame, short: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "course": short[row["course_name"]],
                "fastest": float(row["fastest_days"]),
                "days": float(row["median_days"]),
                "slowest": float(row["slowest_days"]),
                "label": _("median {days}").format(days=numbers.days(row["median_days"])),
                "sentence": _sentence(row, short),
            }
            for row in rows(known)
        ],
        columns=["course", "fastest", "days", "slowest", "label", "sentence"],
    )


def _outside(outliers: pd.DataFrame, short: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "course": short[row["course_name"]],
                "days": float(row["days_to_graduate"]),
                "sentence": f"{row['group_name']}: {numbers.days(row['days_to_graduate'])}, "
                f"{words.verdict(row['verdict']).lower()}",
            }
            for row in rows(outliers)
        ],
        columns=["course", "days", "sentence"],
    )


def _sentence(row: Row, short: dict[str, str]) -> str:
    return _("{course}: {count} groups graduated, fastest {fastest}, slowest {slowest}, mean {mean}").format(
        course=short[row["course_name"]],
        count=numbers.whole(row["graduated_groups"]),
        fastest=numbers.days(row["fastest_days"]),
        slowest=numbers.days(row["slowest_days"]),
        mean=numbers.days(row["avg_days"]),
    )

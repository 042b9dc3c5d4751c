"""Pictures of the Engagement Panel that compare a handful of things: bars, each with its number."""

import altair as alt
import pandas as pd

from analytics.rows import rows
from analytics.ui import few, numbers
from analytics.ui.charts.layers import layered, room, tooltip, whole_axis
from analytics.ui.engagement import words
from analytics.ui.i18n import gettext as _
from analytics.ui.theme import Palette


def inactive_bars(buckets: pd.DataFrame, *, palette: Palette) -> alt.LayerChart:
    """How many students stay away for how long."""
    return _bars(
        [
            {
                "name": _("{days} or more").format(days=numbers.days(row["inactive_days"])),
                "value": float(row["students"]),
                "label": numbers.whole(row["students"]),
            }
            for row in rows(buckets)
        ],
        title=_("Students"),
        palette=palette,
    )


def gap_bars(gaps: pd.DataFrame, *, palette: Palette) -> alt.LayerChart:
    """Mean days between visits; everybody first and in the previous period's grey, since it holds all levels."""
    return _bars(
        [
            {
                "name": words.level(row["level"] or ""),
                "value": float(row["avg_days_between_visits"]),
                "label": " · ".join(
                    filter(
                        None,
                        (
                            _("{days} d").format(days=numbers.decimal(row["avg_days_between_visits"])),
                            few.people(row["few_people"]),
                        ),
                    )
                ),
                "quiet": row["scope"] == "GLOBAL",
            }
            for row in rows(gaps.dropna(subset=["avg_days_between_visits"]))
        ],
        title=_("Mean days between visits"),
        palette=palette,
    )


def daypart_bars(parts: pd.DataFrame, *, palette: Palette) -> alt.LayerChart:
    """Time spent in each part of the day, with its share of the three."""
    return _bars(
        [
            {
                "name": words.daypart(row["daypart"]),
                "value": float(row["total_minutes"]) / 60,
                "label": "{} · {}".format(
                    numbers.seconds(60 * row["total_minutes"]),
                    numbers.or_missing(numbers.percent)(row["minutes_pct"]),
                ),
            }
            for row in rows(parts)
        ],
        title=_("Hours spent"),
        palette=palette,
    )


def weekday_bars(weekdays: pd.DataFrame, *, palette: Palette) -> alt.LayerChart:
    """Each weekday's share of the visits."""
    return _bars(
        [
            {
                "name": words.weekday(row["iso_weekday"]),
                "value": float(row["visits_pct"] or 0),
                "label": numbers.or_missing(numbers.percent)(row["visits_pct"]),
            }
            for row in rows(weekdays)
        ],
        title=_("Share of visits, %"),
        palette=palette,
    )


def _bars(found: list[dict[str, object]], *, title: str, palette: Palette) -> alt.LayerChart:
    shown = pd.DataFrame(found)
    shown["sentence"] = shown["name"] + ": " + shown["label"]
    shown["quiet"] = shown.get("quiet", default=False)
    base = alt.Chart(shown).encode(
        y=alt.Y("name:N", title=None, sort=shown["name"].to_list(), axis=alt.Axis(labelFontSize=13)),
        x=alt.X("value:Q", title=title, axis=whole_axis(), scale=room(shown["value"], 0.3)),
        tooltip=tooltip(),
    )
    bars = base.mark_bar(size=18, cornerRadiusEnd=3).encode(
        color=alt.condition("datum.quiet", alt.value(palette.previous), alt.value(palette.primary))
    )
    text = base.mark_text(align="left", dx=6, fontSize=12.5, color=palette.text).encode(text="label:N")
    return layered(bars, text, palette=palette, height=32 * max(len(shown), 1) + 46)

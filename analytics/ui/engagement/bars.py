"""Pictures of the Engagement Panel that compare a handful of things: bars, each with its number."""

import altair as alt
import pandas as pd

from analytics.rows import rows
from analytics.theme import Palette
from analytics.ui import few_people, numbers
from analytics.ui.charts.bars import Bar, named_bars
from analytics.ui.engagement import words
from analytics.ui.i18n import gettext as _


def inactive_bars(buckets: pd.DataFrame, *, palette: Palette) -> alt.LayerChart:
    """How many students stay away for how long; a click lists them."""
    return named_bars(
        [
            Bar(
                name=_("{days} or more").format(days=numbers.days(row["inactive_days"])),
                value=float(row["students"]),
                text=numbers.whole(row["students"]),
                token=str(row["inactive_days"]),
            )
            for row in rows(buckets)
        ],
        title=_("Students"),
        palette=palette,
    )


def gap_bars(gaps: pd.DataFrame, *, palette: Palette) -> alt.LayerChart:
    """Mean days between visits; everybody first and in the previous period's grey, since it holds all levels."""
    return named_bars(
        [
            Bar(
                name=words.level(row["level"] or ""),
                value=float(row["avg_days_between_visits"]),
                text=" · ".join(
                    filter(
                        None,
                        (
                            _("{days} d").format(days=numbers.decimal(row["avg_days_between_visits"])),
                            few_people.said(row["few_people"]),
                        ),
                    )
                ),
                quiet=row["scope"] == "GLOBAL",
            )
            for row in rows(gaps.dropna(subset=["avg_days_between_visits"]))
        ],
        title=_("Mean days between visits"),
        palette=palette,
    )


def daypart_bars(parts: pd.DataFrame, *, palette: Palette) -> alt.LayerChart:
    """Time spent in each part of the day, with its share of the three."""
    return named_bars(
        [
            Bar(
                name=words.daypart(row["daypart"]),
                value=float(row["total_minutes"]) / 60,
                text="{} · {}".format(
                    numbers.seconds(60 * row["total_minutes"]),
                    numbers.or_missing(numbers.percent)(row["minutes_pct"]),
                ),
            )
            for row in rows(parts)
        ],
        title=_("Hours spent"),
        palette=palette,
    )


def weekday_bars(weekdays: pd.DataFrame, *, palette: Palette) -> alt.LayerChart:
    """Each weekday's share of the visits."""
    return named_bars(
        [
            Bar(
                name=words.weekday(row["iso_weekday"]),
                value=float(row["visits_pct"] or 0),
                text=numbers.or_missing(numbers.percent)(row["visits_pct"]),
            )
            for row in rows(weekdays)
        ],
        title=_("Share of visits, %"),
        palette=palette,
    )

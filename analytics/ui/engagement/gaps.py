"""How long students stay away between two visits."""

import pandas as pd

from analytics.ui.engagement import columns
from analytics.ui.engagement.bars import gap_bars
from analytics.ui.engagement.sentences import median_in_words
from analytics.ui.i18n import gettext as _
from analytics.ui.sections import colours, section


def gap_sections(gaps: pd.DataFrame, median: pd.DataFrame) -> None:
    """The mean gap of everybody and of each level, and the median."""
    section(
        _("Days between visits"),
        gaps.dropna(subset=["avg_days_between_visits"]),
        name="days_between_visits",
        view="mgmt.engagement_avg_days_between_visits_v",
        picture=lambda: gap_bars(gaps, palette=colours()),
        columns=columns.gaps(),
        caption=_("The mean of all gaps between a student's visit days, over all history."),
        empty=_("Nobody has come on two days yet, so there is nothing to measure."),
    )
    section(
        _("Median days between visits"),
        median.dropna(),
        name="median_days_between_visits",
        view="mgmt.engagement_median_days_between_visits_v",
        columns=columns.median(),
        caption=median_in_words(median.iloc[0], gaps),
        empty=_("Nobody has come on two days yet, so there is nothing to measure."),
    )

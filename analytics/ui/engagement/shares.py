"""When the study centre is used: parts of the day, and weekdays."""

import pandas as pd

from analytics.ui.engagement import columns
from analytics.ui.engagement.bars import daypart_bars, weekday_bars
from analytics.ui.engagement.sentences import weekday_in_words
from analytics.ui.i18n import gettext as _
from analytics.ui.sections import colours, section


def daypart_section(parts: pd.DataFrame) -> None:
    """How much of the time falls into each part of the day."""
    section(
        _("Parts of the day"),
        parts,
        name="hour_split",
        view="mgmt.engagement_hour_split_v",
        picture=lambda: daypart_bars(parts, palette=colours()),
        columns=columns.dayparts(),
        caption=_("Time spent here in the last 90 days, between 8 and 20 h."),
        empty=_("Nobody has come yet."),
    )


def weekday_section(weekdays: pd.DataFrame) -> None:
    """How the visits spread over the week."""
    section(
        _("Weekdays"),
        weekdays,
        name="weekdays",
        view="mgmt.engagement_dau_90d_v",
        picture=lambda: weekday_bars(weekdays, palette=colours()),
        columns=columns.weekdays(),
        caption=weekday_in_words(weekdays),
        empty=_("Nobody has come yet."),
    )

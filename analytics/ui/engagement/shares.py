"""When the study centre is used: parts of the day, and weekdays."""

from analytics.ui.answers import Answer
from analytics.ui.engagement import columns
from analytics.ui.engagement.bars import daypart_bars, weekday_bars
from analytics.ui.engagement.sentences import weekday_in_words
from analytics.ui.i18n import gettext as _
from analytics.ui.sections import section


def daypart_section(parts: Answer) -> None:
    """How much of the time falls into each part of the day."""
    section(
        _("Parts of the day"),
        parts,
        picture=daypart_bars,
        columns=columns.dayparts(),
        caption=_("Time spent here in the last 90 days, between 8 and 20 h."),
        empty=_("Nobody has come yet."),
    )


def weekday_section(weekdays: Answer, busiest: Answer) -> None:
    """How the visits spread over the week."""
    section(
        _("Weekdays"),
        weekdays,
        name="weekdays",
        picture=weekday_bars,
        columns=columns.weekdays(),
        caption=weekday_in_words(busiest.rows),
        empty=_("Nobody has come yet."),
    )

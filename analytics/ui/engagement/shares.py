"""When the study centre is used: parts of the day, and weekdays."""

from analytics.ui import few_people
from analytics.ui.answers import Answer
from analytics.ui.engagement import columns
from analytics.ui.engagement.bars import daypart_bars, weekday_bars
from analytics.ui.engagement.sentences import dayparts_in_words, weekday_in_words
from analytics.ui.i18n import gettext as _
from analytics.ui.sections import section


def daypart_section(parts: Answer, outside: Answer, people: int | None) -> None:
    """How much of the time falls into each part of the day, and outside all; `people` where they are few."""
    section(
        _("Parts of the day"),
        parts,
        picture=daypart_bars,
        columns=columns.dayparts(),
        caption=few_people.added(dayparts_in_words(outside.row), people),
        empty=_("Nobody has come yet."),
    )


def weekday_section(weekdays: Answer, busiest: Answer, people: int | None) -> None:
    """How the visits spread over the week; `people` where they are few."""
    section(
        _("Weekdays"),
        weekdays,
        name="weekdays",
        picture=weekday_bars,
        columns=columns.weekdays(),
        caption=few_people.added(weekday_in_words(busiest.rows), people),
        empty=_("Nobody has come yet."),
    )

"""Sentences beside the curriculum's pictures."""

from collections.abc import Sequence

import pandas as pd
from babel.lists import format_list

from analytics.rows import rows
from analytics.ui import days, i18n, numbers
from analytics.ui.answers import Answer
from analytics.ui.curriculum import words
from analytics.ui.i18n import gettext as _
from analytics.ui.i18n import ngettext


def peaks_in_words(dropoff: pd.DataFrame, *, order: Sequence[str]) -> str:
    """Where most groups of each course stop, beside the picture."""
    peaks = dropoff[dropoff["is_peak"].fillna(False).astype(bool)]
    short = words.short_courses(order)
    episodes = {
        course: [str(row["episode"]) for row in rows(peaks[peaks["course_name"] == course])] for course in order
    }
    parts = [
        _("{course} after episode {episodes}").format(
            course=short[course], episodes=format_list(found, locale=i18n.locale())
        )
        for course, found in episodes.items()
        if found
    ]
    if not parts:
        return _("No group has stalled.")
    return _(
        "Stalled groups by the last episode they reached; 0 means that they never met. Most stop: {peaks}."
    ).format(peaks=format_list(parts, locale=i18n.locale()))


def running_bar_in_words(months: Answer) -> str:
    """Why the last bar is an outline."""
    return days.from_its_day(
        months,
        now=_("{month} is still running, so its bar is drawn as an outline."),
        then=_("{month} is shown up to {day}, so its bar is drawn as an outline."),
        month=_last_month(months),
    )


def running_end_in_words(months: Answer) -> str:
    """What is counted, and why the end of the line is dashed."""
    return days.from_its_day(
        months,
        now=_("Everybody who ever led a group. The dashed end is {month}, which is still running."),
        then=_("Everybody who ever led a group. The dashed end is {month}, which is shown up to {day}."),
        month=_last_month(months),
    )


def _last_month(months: Answer) -> str:
    return numbers.month(months.rows[-1]["month"])


def not_on_the_map(without: int, unknown: Sequence[str]) -> str:
    """What the map leaves out: cities by name, and groups that are without one."""
    parts: list[str] = []
    if unknown:
        parts.append(
            _("Not on the map, because no list knows their place: {cities}.").format(
                cities=format_list(unknown, locale=i18n.locale())
            )
        )
    if without:
        parts.append(
            ngettext("{count} group has no city.", "{count} groups have no city.", without).format(
                count=numbers.whole(without)
            )
        )
    return " ".join(parts)

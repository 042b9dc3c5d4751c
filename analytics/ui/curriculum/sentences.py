"""Sentences beside the curriculum's pictures."""

from collections.abc import Sequence

import pandas as pd
from babel.lists import format_list

from analytics.rows import rows
from analytics.ui import i18n, numbers
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

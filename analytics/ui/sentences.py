"""Sentences that go with a page's pictures and lists."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st
from babel.lists import format_list

from analytics.rows import rows
from analytics.ui import i18n, numbers, words
from analytics.ui.i18n import gettext as _
from analytics.ui.i18n import ngettext


def run_notice(message: object) -> None:
    """What went wrong in a run and which setting to change, where anything did."""
    if isinstance(message, str):
        st.warning(message, icon=":material/warning:")


def runs_in_words(runs: pd.DataFrame) -> dict[str, str]:
    """Each run as an entry of a list."""
    zone = st.context.timezone or "UTC"
    return {
        str(run["run"]): " · ".join(
            [
                str(run["run"]),
                words.kind(run["kind"]),
                numbers.moment(run["started_at"], zone),
                words.run_status(run["status"]),
            ]
        )
        for run in rows(runs)
    }


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


def not_on_the_map(groups: pd.DataFrame, unknown: Sequence[str]) -> str:
    """What the map leaves out, by name."""
    without = int(groups["city"].isna().sum())
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

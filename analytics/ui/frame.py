"""The head of a page: title and one sentence, freshness, as-of and failed checks at the right."""

from datetime import UTC, datetime
from pathlib import Path

import streamlit as st

from analytics import operations
from analytics.rows import Row, rows
from analytics.ui import loaders, moment, numbers, words
from analytics.ui.definition_drawer import ZONES
from analytics.ui.i18n import gettext as _
from analytics.ui.i18n import ngettext

SOURCES = {"ngeshare": "ngeshare"}
"""The source that a domain's pages draw from."""


ICON = Path(__file__).with_name("icon.svg").read_text(encoding="utf-8")
"""The watchtower in the browser's tab."""


STYLE = Path(__file__).with_name("page.css")
"""The little that Streamlit's own settings cannot say."""


def page(title: str, sentence: str, *, domain: str | None = None) -> None:
    """Title and what the page answers; at the right how fresh its source is and from which day it looks."""
    st.html(STYLE)
    left, right = st.columns([5, 2], vertical_alignment="bottom")
    with left:
        st.title(title, anchor=False)
        st.markdown(sentence)
    with right, st.container(horizontal_alignment="right", gap=None, key="freshness"):
        for line, exact in _freshness_lines(domain):
            st.caption(line, help=exact, text_alignment="right")
        _badge_failed_checks(domain)


def _badge_failed_checks(domain: str | None) -> None:
    """Says on every page that a failed check touches that its numbers may suffer."""
    if domain is None:
        return
    failed = loaders.current(operations.failed_checks, source=SOURCES[domain])
    if count := len(failed):
        st.badge(
            ngettext("{count} data check failed", "{count} data checks failed", count).format(
                count=numbers.whole(count)
            ),
            icon=":material/warning:",
            color="orange",
            help=", ".join(map(_check_in_words, rows(failed))),
        )


def _freshness_lines(domain: str | None) -> list[tuple[str, str | None]]:
    """Each line with its exact moment, shown on hover."""
    day = moment.as_of()
    looks = _("As of {day}").format(day=numbers.day(day)) if day else _("As of now")
    if domain is None:
        return [(looks, None)]
    name = words.source(SOURCES[domain])
    fresh = loaders.current(operations.freshness)
    moments = fresh.loc[fresh["source"] == SOURCES[domain], "fresh_at"].dropna()
    if moments.empty:
        return [(_("{source} was never synced completely").format(source=name), None), (looks, None)]
    at = moments.iloc[0]
    ago = numbers.age(at, datetime.now(UTC))
    return [
        (_("{source} synced {ago}").format(source=name, ago=ago), numbers.moment(at, ZONES[domain])),
        (looks, None),
    ]


def _check_in_words(failed: Row) -> str:
    return f"{words.check(failed['check'])} ({failed['table']}: {numbers.whole(failed['count'])})"

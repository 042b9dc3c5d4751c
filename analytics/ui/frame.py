"""The head of a page: title and one sentence, freshness, as-of and failed checks at the right."""

from contextlib import suppress
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.navigation.page import StreamlitPage

from analytics.ui import (
    address,
    clocks,
    elements,
    failed_checks,
    freshness,
    i18n,
    loaders,
    moment,
    numbers,
    printed,
    shown_page,
    sources,
    words,
)
from analytics.ui.i18n import gettext as _
from analytics.ui.sidebar import sidebar
from analytics.ui.states import stop_without_a_day
from analytics.zones import zone_of
from db.domains import Domain

ICON = Path(__file__).with_name("icon.svg").read_text(encoding="utf-8")
"""The watchtower in the browser's tab."""


_place_of_checks: ContextVar[DeltaGenerator | None] = ContextVar("_place_of_checks", default=None)
"""Where the head of the page that is being drawn says which checks failed."""


def run(page: StreamlitPage) -> None:
    """Draws a page of the navigation in its frame, which knows which page it is."""
    with i18n.heard():
        _run(page)


def _run(page: StreamlitPage) -> None:
    shown_page.running.set(page.url_path or shown_page.HOME)
    st.set_page_config(page_title=f"{page.title} · Atalaya", page_icon=ICON, layout="wide")
    # Read by page.js, which tells the browser and the screen reader.
    st.html(f'<div class="spoken" data-language="{i18n.language()}"></div>')
    address.arrived()
    sidebar()
    _draw(page)
    # Whoever waits for the page, a test or a benchmark, sees here that all of it has come.
    st.html(f'<div class="whole" data-page="{shown_page.running.get()}"></div>')


def _draw(page: StreamlitPage) -> None:
    _place_of_checks.set(None)
    asked = loaders.note_what_is_asked()
    with suppress(shown_page.EndOfPage):
        page.run()
    # Which tables the page's figures are made from is known only now.
    place, domain = _place_of_checks.get(), shown_page.domain()
    if place is not None and domain is not None:
        with place:
            failed_checks.badge(domain, asked.copy())


def page(title: str, sentence: str) -> None:
    """Title and what the page answers; at the right how fresh its domain's source is and from which day it looks.

    Which domain that is says db/domains.py; a page of none tells of the warehouse itself, as it is now.
    """
    domain = shown_page.domain()
    printed.moment(datetime.now(UTC))
    left, right = st.columns([5, 2], vertical_alignment="bottom")
    with left:
        elements.title(title, anchor=False)
        elements.markdown(sentence)
    if moment.cannot_be():
        stop_without_a_day()
    with right, st.container(horizontal_alignment="right", gap=None, key="freshness"):
        if domain is not None:
            _tell_of_source(domain)
            freshness.replica_line()
        elements.caption(_as_of(), text_alignment="right")
        if domain is not None:
            _badge_state(domain)
            _place_of_checks.set(st.container(horizontal_alignment="right", key="failed_checks"))


def _tell_of_source(domain: Domain) -> None:
    state = sources.state_of(domain.source)
    name = words.source(state.source)
    if state.fresh_at is None:
        elements.caption(_("{source} was never synced completely").format(source=name), text_alignment="right")
    else:
        elements.caption(
            _("{source} synced {ago}").format(source=name, ago=numbers.age(state.fresh_at, datetime.now(UTC))),
            help=clocks.moment(state.fresh_at, zone_of(domain.derived_schema)),
            text_alignment="right",
        )


def _as_of() -> str:
    """From which day the page looks; a page that is always now says so, also where a day is asked."""
    asked = moment.asked()
    if shown_page.takes_a_day():
        return _("As of {day}").format(day=numbers.day(asked)) if asked else _("As of now")
    if asked:
        return _("Always now, not as of {day}").format(day=numbers.day(asked))
    return _("Always now")


def _badge_state(domain: Domain) -> None:
    state = sources.state_of(domain.source)
    if state.state in {"late", "stale"}:
        freshness.badge(state)

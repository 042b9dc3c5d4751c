"""The head of a page: title and one sentence, freshness, as-of and failed checks at the right."""

from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from analytics import checks
from analytics.rows import Row
from analytics.ui import check_words, elements, freshness, i18n, loaders, moment, numbers, printed, sources, words
from analytics.ui.i18n import gettext as _
from analytics.ui.i18n import ngettext
from analytics.ui.markdown import markdown
from analytics.ui.theme import Palette, palette
from analytics.zones import zone_of
from db.domains import DOMAINS, Domain

HOME = "home"
"""The page whose address has no name."""

ICON = Path(__file__).with_name("icon.svg").read_text(encoding="utf-8")
"""The watchtower in the browser's tab."""


STYLE = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
"""The little that Streamlit's own settings cannot say; its colours are the palette's."""

running: ContextVar[str] = ContextVar("running", default="")
"""The page that is being drawn, by the name of its file."""


def run(page: StreamlitPage) -> None:
    """Draws a page of the navigation, whose head then knows which page it is."""
    running.set(page.url_path or HOME)
    st.set_page_config(page_title=f"{page.title} · Atalaya", page_icon=ICON, layout="wide")
    # Read by page.js, which tells the browser and the screen reader.
    st.html(f'<div class="spoken" data-language="{i18n.language()}"></div>')
    page.run()


def page(title: str, sentence: str) -> None:
    """Title and what the page answers; at the right how fresh its domain's source is and from which day it looks.

    Which domain that is says db/domains.py; a page of none tells of the warehouse itself, as it is now.
    """
    domain = next((domain for domain in DOMAINS if running.get() in domain.pages), None)
    _style(palette(st.context.theme.type))
    printed.moment(datetime.now(UTC))
    left, right = st.columns([5, 2], vertical_alignment="bottom")
    with left:
        elements.title(title, anchor=False)
        elements.markdown(sentence)
    with right, st.container(horizontal_alignment="right", gap=None, key="freshness"):
        if domain is None:
            elements.caption(_("As of now"), text_alignment="right")
        else:
            _tell_of_source(domain)
            _badge_failed_checks(domain.source)


def _style(colours: Palette) -> None:
    named = {
        "quiet": colours.quiet,
        "line": colours.line,
        "focus": colours.primary,
        "on-primary": colours.on_primary,
    }
    variables = " ".join(f"--{name}: {colour};" for name, colour in named.items())
    st.html(f"<style>:root {{ {variables} }}\n{STYLE}</style>")


def _tell_of_source(domain: Domain) -> None:
    day = moment.as_of()
    state = sources.state_of(domain.source)
    name = words.source(state.source)
    if state.fresh_at is None:
        elements.caption(_("{source} was never synced completely").format(source=name), text_alignment="right")
    else:
        elements.caption(
            _("{source} synced {ago}").format(source=name, ago=numbers.age(state.fresh_at, datetime.now(UTC))),
            help=numbers.moment(state.fresh_at, zone_of(domain.derived_schema)),
            text_alignment="right",
        )
    elements.caption(_("As of {day}").format(day=numbers.day(day)) if day else _("As of now"), text_alignment="right")
    if state.state in {"late", "stale"}:
        freshness.badge(state)


def _badge_failed_checks(source: str) -> None:
    """Says on every page that a failed check touches that its numbers may suffer."""
    failed = loaders.ask(checks.failed_checks, source=source).rows
    if count := loaders.ask(checks.failed_checks_total, source=source).row["checks_failed"]:
        elements.badge(
            ngettext("{count} data check failed", "{count} data checks failed", count).format(
                count=numbers.whole(count)
            ),
            icon=markdown(":material/warning:"),
            color="orange",
            help=", ".join(map(_check_in_words, failed)),
        )


def _check_in_words(failed: Row) -> str:
    return f"{check_words.check(failed['check'])} ({failed['table']}: {numbers.whole(failed['count'])})"

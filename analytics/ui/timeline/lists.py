"""Lists that go page by page, and what a selected row says in full: as text, never as HTML or Markdown."""

from datetime import datetime
from typing import Any
from uuid import UUID

import pandas as pd
import streamlit as st

from analytics import timeline
from analytics.question import Question
from analytics.ui import elements, loaders
from analytics.ui.i18n import gettext as _
from analytics.ui.sections import section
from analytics.ui.timeline import columns
from analytics.ui.timeline.words import safe_link

AFTER = "after"
"""Where the URL says which row was the last of the page before."""


def activity_list(heading: str, *, name: str, empty: str, with_student: bool = False, **filters: Any) -> None:
    """A page of activities, newest first."""
    _paged(
        heading,
        timeline.activities,
        name=name,
        shown=columns.activities(with_student=with_student),
        empty=empty,
        filters=filters,
    )


def waiting_list(heading: str, *, empty: str, **filters: Any) -> None:
    """A page of reflections that wait, oldest first."""
    _paged(
        heading,
        timeline.pending,
        name="waiting",
        shown=columns.waiting(),
        empty=empty,
        filters=filters,
    )


def left_out_list(heading: str, *, name: str) -> None:
    """The reflections that cannot have waited as long as their date says."""
    found = loaders.ask(timeline.pending, left_out=True, limit=timeline.PAGE_ROWS)
    section(
        heading,
        found,
        name=name,
        columns=columns.left_out(),
        caption=_("They are in no figure. Correct their date in production; the next sync brings them back."),
        empty=_("Nothing is left out."),
        detail=lambda position: _tell(found.rows[position]),
    )


def _paged(
    heading: str,
    question: Question[...],
    *,
    name: str,
    shown: Any,
    empty: str,
    filters: dict[str, Any],
) -> None:
    after = _after(name, filters)
    # One row more than a page has tells whether another one follows.
    found = loaders.ask(question, after=after, limit=timeline.PAGE_ROWS + 1, **filters)
    page = found.showing(found.frame.head(timeline.PAGE_ROWS))
    section(
        heading,
        page,
        name=name,
        columns=shown,
        caption=_("Select a row to read all of it."),
        empty=empty,
        detail=lambda position: _tell(page.rows[position]),
    )
    with st.container(horizontal=True, key=f"pages_{name}"):
        if after is not None:
            elements.button(
                _("First page"), key=f"first_{name}", on_click=_turn_to, args=[None], icon=":material/first_page:"
            )
        # rows shown: one more was asked for than fits
        if len(found.frame) > len(page.frame):
            elements.button(
                _("Next page"),
                key=f"next_{name}",
                on_click=_turn_to,
                args=[_token(page.frame)],
                icon=":material/chevron_right:",
            )


def _tell(row: dict[str, Any]) -> None:
    """The whole of an activity."""
    with st.container(border=True, key="activity"):
        if row.get("content"):
            elements.text(row["content"])
        if row.get("instructor_response"):
            elements.caption(_("Answer"))
            elements.text(row["instructor_response"])
        address = row.get("media_url")
        link = safe_link(address)
        if link:
            # Streamlit opens it in a tab of its own, without access to this one.
            elements.link_button(_("Open the file"), link, icon=":material/open_in_new:")
        elif address:
            elements.caption(_("Its file has an address that cannot be opened safely:"))
            elements.text(address)


def _after(name: str, filters: dict[str, Any]) -> timeline.After | None:
    """The place in the URL; another question begins at its first page."""
    asked = repr((name, sorted(filters.items(), key=lambda item: item[0])))
    if st.session_state.setdefault("asked_for", asked) != asked:
        st.session_state["asked_for"] = asked
        st.query_params.pop(AFTER, None)
    happened, _comma, last_id = st.query_params.get(AFTER, "").partition(",")
    try:
        place = datetime.fromisoformat(happened), str(UUID(last_id))
    except ValueError:
        return None
    return place if place[0].tzinfo else None


def _token(page: pd.DataFrame) -> str:
    last = page.iloc[-1]
    return f"{last['created_at'].isoformat()},{last['id']}"


def _turn_to(token: str | None) -> None:
    if token is None:
        st.query_params.pop(AFTER, None)
    else:
        st.query_params[AFTER] = token

"""Lists that go page by page, and what a selected row says in full: as text, never as HTML or Markdown."""

from datetime import datetime
from typing import Any
from uuid import UUID

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analytics import timeline
from analytics.question import Question
from analytics.ui import address, elements, loaders
from analytics.ui.i18n import gettext as _
from analytics.ui.sections import section
from analytics.ui.selection import Selection
from analytics.ui.timeline import columns
from analytics.ui.timeline.activity import detail, named


def activity_list(
    heading: str,
    *,
    name: str,
    empty: str,
    with_student: bool = False,
    within: DeltaGenerator | None = None,
    **filters: Any,
) -> None:
    """A page of activities, newest first."""
    _paged(
        heading,
        timeline.activities,
        name=name,
        shown=columns.activities(with_student=with_student),
        empty=empty,
        within=within,
        filters=filters,
    )


def waiting_list(heading: str, *, empty: str, within: DeltaGenerator, **filters: Any) -> None:
    """A page of reflections that wait, oldest first."""
    _paged(
        heading,
        timeline.pending,
        name="waiting",
        shown=columns.waiting(),
        empty=empty,
        within=within,
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
        selection=Selection("left_out", "id", detail),
    )


def _paged(
    heading: str,
    question: Question[...],
    *,
    name: str,
    shown: Any,
    empty: str,
    within: DeltaGenerator | None,
    filters: dict[str, Any],
) -> None:
    after = _after()
    # One row more than a page has tells whether another one follows.
    found = loaders.ask(question, after=after, limit=timeline.PAGE_ROWS + 1, **filters)
    page = named(found.showing(found.frame.head(timeline.PAGE_ROWS)))
    section(
        heading,
        page,
        name=name,
        columns=shown,
        caption=_("Select a row to read all of it."),
        empty=empty,
        selection=Selection("activity", "id", detail),
        within=within,
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


def _after() -> timeline.After | None:
    """The place in the address, which says which row was the last of the page before; None on the first page."""
    happened, _comma, last_id = (address.value(address.PLACE) or "").partition(",")
    try:
        place = datetime.fromisoformat(happened), str(UUID(last_id))
    except ValueError:
        return None
    return place if place[0].tzinfo else None


def _token(page: pd.DataFrame) -> str:
    last = page.iloc[-1]
    return f"{last['created_at'].isoformat()},{last['id']}"


def _turn_to(token: str | None) -> None:
    address.write({address.PLACE: [] if token is None else [token]})

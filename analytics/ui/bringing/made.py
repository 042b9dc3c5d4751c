"""The imports that were made, each with its way out; and the way back to the demo."""

from collections.abc import Callable
from datetime import UTC, datetime

import streamlit as st

from analytics.ui import clocks, elements, logged, numbers, words
from analytics.ui.bringing import words as own
from analytics.ui.bringing.drafted import open_draft
from analytics.ui.i18n import gettext as _
from analytics.ui.markdown import beside, markdown
from analytics.ui.sync_control import start_sync
from db.errors import AtalayaError
from sources.imports.database import ImportsUnreachable
from sources.imports.imported import Remembered
from sync.service import imports as service

_SURE, _SAID = "sure_of", "said_of_imports"
_DEMO = "back to the demo"


def known() -> list[Remembered] | ImportsUnreachable:
    """What was brought, newest first, or why that cannot be told."""
    try:
        return service.made()
    except ImportsUnreachable as error:
        return error


def imports(found: list[Remembered] | ImportsUnreachable, *, allowed: bool) -> None:
    """Each with its ways out."""
    elements.header(_("Imports"), anchor="imports")
    if failed := st.session_state.pop(_SAID, ""):
        elements.error(logged.again(failed), icon=":material/error:")
    if isinstance(found, ImportsUnreachable):
        elements.error(logged.again(str(found)), icon=":material/error:")
        return
    if not found:
        elements.caption(_("Nothing was brought yet. What you import stands here, and can be forgotten again."))
    for one in found:
        _one(one, allowed=allowed)
    if allowed and found:
        _back_to_demo()


def _one(one: Remembered, *, allowed: bool) -> None:
    with st.container(border=True, key=f"import_{one.name}", gap="xsmall"):
        elements.markdown(markdown("**{name}** · {source}", name=one.name, source=words.source(one.source)))
        said = [own.rows(one.rows)]
        if one.newest_day is not None:
            said.append(_("newest day {day}").format(day=numbers.day(one.newest_day)))
        said.append(_("imported {ago}").format(ago=numbers.age(one.imported_at, datetime.now(UTC))))
        elements.caption(beside(said), help=clocks.moment(one.imported_at, one.time_zone))
        if not allowed:
            return
        if st.session_state.get(_SURE) == one.name:
            _ask(
                _("Forget {name}? Its {rows} of {source} leave the pages.").format(
                    name=one.name, rows=own.rows(one.rows), source=words.source(one.source)
                ),
                _("Forget it"),
                key=f"forget_{one.name}",
                do=_forget,
                of=one.name,
            )
            return
        with st.container(horizontal=True, key=f"ways_{one.name}", gap="small"):
            elements.button(
                _("Import again"),
                key=f"again_{one.name}",
                icon=":material/refresh:",
                on_click=_again,
                args=[one.name],
                type="tertiary",
            )
            elements.button(
                _("Forget"),
                key=f"ask_{one.name}",
                icon=":material/delete:",
                on_click=_be_asked,
                args=[one.name],
                type="tertiary",
            )


def _back_to_demo() -> None:
    if st.session_state.get(_SURE) != _DEMO:
        elements.button(_("Back to the demo"), key="ask_demo", icon=":material/undo:", on_click=_be_asked, args=[_DEMO])
        return
    _ask(
        _("All imports are forgotten, and the demo's rows come back. Go on?"),
        _("Back to the demo"),
        key="demo_again",
        do=_demo,
    )


def _ask(question: str, yes: str, *, key: str, do: Callable[..., None], of: str = "") -> None:
    """Asks once more."""
    elements.warning(question, icon=":material/help:")
    with st.container(horizontal=True, key=f"sure_{key}", gap="small"):
        if elements.button(yes, key=key, type="primary"):
            with elements.spinner(_("At work …")):
                do(*([of] if of else []))
            st.session_state.pop(_SURE, None)
            st.rerun(scope="app")
        elements.button(_("Leave it"), key=f"no_{key}", on_click=_be_asked, args=[""])


def _be_asked(of: str) -> None:
    st.session_state[_SURE] = of


def _again(name: str) -> None:
    open_draft(service.begin(again=name))


def _forget(name: str) -> None:
    try:
        st.session_state[_SAID] = service.forget(name)
    except AtalayaError as error:
        st.session_state[_SAID] = str(error)


def _demo() -> None:
    try:
        service.back_to_demo()
        start_sync()
    except AtalayaError as error:
        st.session_state[_SAID] = str(error)

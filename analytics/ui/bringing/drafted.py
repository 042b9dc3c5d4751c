"""What the page keeps of a draft: its id stands in the address, all else on the server."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from analytics.ui import address, elements
from analytics.ui.i18n import gettext as _
from db.errors import AtalayaError
from sync.service import imports as service
from sync.service.imports import Draft

DRAFT = "draft"


def leave() -> None:
    """The address names no draft any longer. For callbacks."""
    address.write({DRAFT: []})


def open_draft(of: Draft) -> None:
    """The address names a draft. For callbacks."""
    address.write({DRAFT: [of.id]})


def choose(of: Draft, key: str, name: str) -> None:
    """Keeps what a control says. For callbacks."""
    said = st.session_state.get(key)
    service.choose(of, **{name: said or ""})


def choose_name(of: Draft, key: str) -> None:
    """The name of the import, in the letters that it may have."""
    name = service.name_from(st.session_state[key])
    st.session_state[key] = name
    service.choose(of, name=name)


def choose_shape(of: Draft, key: str) -> None:
    """Another shape asks for other columns."""
    service.choose(of, shape=st.session_state[key] or "", columns={}, meant={})


def choose_column(of: Draft, key: str, role: str, shape: str) -> None:
    """A column of a shape has this header, None: no column has it; "": as it was recognised."""
    said = st.session_state[key]
    columns = dict(of.choices.columns)
    if said == "":
        columns.pop(role, None)
    else:
        columns[role] = said
    # Whoever chooses columns has chosen the shape that asks for them.
    service.choose(of, shape=shape, columns=columns, meant={})


def choose_meaning(of: Draft, key: str, question: Mapping[str, Any]) -> None:
    """A column that reads in several ways is meant in this one."""
    meant = dict(of.choices.meant)
    meant[question["column"]] = {**question, "format": st.session_state[key]}
    service.choose(of, meant=meant)


def start_over(of: Draft) -> None:
    """The button that throws a draft away."""
    elements.button(
        _("Start over"),
        key="start_over",
        icon=":material/restart_alt:",
        on_click=_throw_away,
        args=[of],
        type="tertiary",
    )


def _throw_away(of: Draft) -> None:
    try:
        service.throw_away(of)
    except AtalayaError as error:
        elements.error(str(error), icon=":material/error:")
    leave()

"""The heatmap that answers to clicks: a cell lists who was there then, below the picture."""

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from analytics import engagement
from analytics.ui import filters, loaders, numbers
from analytics.ui.engagement import cells, columns, sentences, words
from analytics.ui.engagement.week_heat import week_heat
from analytics.ui.i18n import gettext as _
from analytics.ui.i18n import ngettext
from analytics.ui.sections import colours, footer
from analytics.ui.tables import table

CHOICE = "hour"
"""Name of the choice in the URL."""

CLOSED = "none"


def heatmap_section(heatmap: pd.DataFrame, *, levels: list[str]) -> None:
    """When the centre is full and, for the hour that is chosen by click or from the list, who was there."""
    heading = _("Busy hours")
    with st.container(key="section_heatmap", gap="xsmall"):
        st.subheader(heading, anchor="heatmap")
        st.caption(sentences.heat_in_words(heatmap))
        if heatmap.empty:
            st.markdown(":material/check_circle: {}".format(_("Nobody spent time here in the last 90 days.")))
        else:
            _picture(heatmap)
        names = {token: words.cell(*cell) for token, cell in cells.every_cell().items()}
        chosen = filters.one_of_many(
            _("Who was there"), {CLOSED: _("Choose an hour"), **names}, name=CHOICE, default=CLOSED
        )
        if chosen == CLOSED:
            footer(
                heatmap,
                name="heatmap",
                view="mgmt.engagement_hourly_heatmap_90d_v",
                heading=heading,
                columns=columns.cells(),
            )
        else:
            _present(*cells.every_cell()[chosen], levels=levels)


def _present(weekday: int, hour: int, *, levels: list[str]) -> None:
    found = loaders.load(engagement.present_in_hour, iso_weekday=weekday, hour=hour, levels=levels)
    said = ngettext(
        "**{count} check-in** of the last 90 days, the latest first",
        "**{count} check-ins** of the last 90 days, the latest first",
        len(found),
    )
    st.markdown(f"**{words.cell(weekday, hour)}** · {said.format(count=numbers.whole(len(found)))}")
    if not found.empty:
        table(found, columns.present(), key="table_present")
    footer(
        found,
        name=f"present_{weekday}_{hour}",
        view="mgmt.engagement_hourly_heatmap_90d_v",
        heading=_("Busy hours"),
        columns=None,
    )


def _picture(heatmap: pd.DataFrame) -> None:
    chosen = st.session_state.get(filters.session_key(CHOICE), st.query_params.get(CHOICE, CLOSED))
    key = f"picture_heatmap_{_generation(str(chosen))}"
    st.altair_chart(
        week_heat(heatmap, palette=colours(), chosen=str(chosen)),
        key=key,
        on_select=partial(_click, key),
        selection_mode=cells.PARAMETER,
    )


def _generation(chosen: str) -> int:
    """A fresh chart whenever the choice came from elsewhere, so that the next click is never a toggle of an old one."""
    state = st.session_state.setdefault("heatmap_picture", {"chosen": chosen, "generation": 0})
    if state["chosen"] != chosen:
        state.update(chosen=chosen, generation=state["generation"] + 1)
    return int(state["generation"])


def _click(key: str) -> None:
    event: Any = st.session_state[key]
    chosen = cells.clicked(event["selection"]) or CLOSED
    st.session_state["heatmap_picture"]["chosen"] = chosen
    filters.choose(CHOICE, chosen)

"""The Sankey that answers to clicks: a link or a node lists exactly its groups, below the picture."""

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from analytics import curriculum
from analytics.ui import address, elements, filters, lists, loaders, numbers
from analytics.ui.answers import Answer
from analytics.ui.curriculum import charts, columns, words
from analytics.ui.curriculum import flow_selection as selection
from analytics.ui.figures import colours
from analytics.ui.footer import footer
from analytics.ui.i18n import gettext as _
from analytics.ui.i18n import ngettext
from analytics.ui.markdown import markdown
from analytics.ui.opening import opening
from analytics.ui.parts import part
from analytics.ui.tables import table

CHOICE = "flow"
"""Name of the choice in the URL."""

EVERY = "all"


@part
def flow_section(heading: str, flow: Answer, totals: Answer, *, courses: list[str]) -> None:
    """The curriculum flow and, for what is chosen by click or from the list, the groups behind it."""
    with st.container(key="section_flow", gap="xsmall"):
        elements.header(heading, anchor="flow")
        elements.caption(
            _(
                "Click a link or a box to list its groups; click it again to let go. "
                "Graduated, at the end, are those that did not go on."
            )
        )
        choices, counted = selection.choices(flow.frame), selection.totals_by_choice(totals.rows)
        _picture(flow.frame, counted, courses=courses, chosen=choices.get(address.value(CHOICE) or EVERY))
        chosen = filters.one_of_many(_("Groups shown"), _choice_words(flow.frame, courses), name=CHOICE, default=EVERY)
        choice = choices.get(chosen) or selection.meant(chosen if chosen != EVERY else "")
        count = counted.get(choice, 0)
        said = ngettext("**{count} group**", "**{count} groups**", count)
        elements.markdown(markdown(said, count=numbers.whole(count)))
        if chosen == EVERY:
            footer(flow, name="flow", heading=heading, columns=columns.flow())
        else:
            _groups(heading, flow, choice, count)


def _groups(heading: str, flow: Answer, choice: selection.FlowChoice, count: int) -> None:
    ends = {"source": choice.source, "target": choice.target}
    listed = loaders.ask(curriculum.groups, **flow.arguments, **ends, limit=lists.LISTED).out_of(count)
    table(listed.frame, columns.groups(), key="table_flow")
    lists.say_how_many(listed)
    footer(listed, name="flow", heading=heading, drawn=flow)


def _picture(
    flow: pd.DataFrame,
    counted: dict[selection.FlowChoice, int],
    *,
    courses: list[str],
    chosen: selection.FlowChoice | None,
) -> None:
    sankey = charts.curriculum_sankey(flow, counted, courses=courses, palette=colours(), chosen=chosen)
    key = f"picture_flow_{_generation(chosen.token if chosen else EVERY, tuple(sankey.nodes))}"
    st.session_state["flow_picture"]["key"] = key
    with opening(CHOICE):
        st.echarts_chart(
            sankey.spec, key=key, height=sankey.height, on_select=partial(_click, key, sankey.nodes, sankey.edges)
        )


def _generation(chosen: str, nodes: tuple[str, ...]) -> int:
    """A fresh chart whenever the choice came from elsewhere, so that the next click is never a toggle of an old one."""
    state = st.session_state.setdefault("flow_picture", {"chosen": chosen, "nodes": nodes, "generation": 0})
    if (state["chosen"], state["nodes"]) != (chosen, nodes):
        state.update(chosen=chosen, nodes=nodes, generation=state["generation"] + 1)
    return int(state["generation"])


def _click(key: str, nodes: tuple[str, ...], edges: tuple[tuple[str, str], ...]) -> None:
    event: Any = st.session_state[key]
    if st.session_state["flow_picture"]["key"] != key:
        # A chart of before, whose click the browser repeats, as in `clicks`.
        return
    token = selection.clicked(event["selection"]["selected"], nodes, edges) or EVERY
    st.session_state["flow_picture"]["chosen"] = token
    filters.choose(CHOICE, token, default=EVERY)


def _choice_words(flow: pd.DataFrame, courses: list[str]) -> dict[str, str]:
    """What each choice is called, with its number of groups."""
    short = words.short_courses(courses)
    named = {EVERY: _("All groups")}
    for token, choice in selection.choices(flow).items():
        ends = [_end(name, short) for name in (choice.source, choice.target) if name]
        named[token] = selection.ARROW.join(ends)
    return named


def _end(name: str, short: dict[str, str]) -> str:
    for course, brief in short.items():
        if name.startswith(course):
            return words.outcome(name.replace(course, brief))
    return words.outcome(name)

"""A section: a heading that names the subject, one picture, its table behind a toggle, and a quiet footer."""

from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analytics.ui import clicks, days, elements, emptiness
from analytics.ui.answers import Answer
from analytics.ui.charts.circle_map import WINDOWS, CircleMap
from analytics.ui.figures import Picture, finished
from analytics.ui.footer import footer
from analytics.ui.markdown import markdown
from analytics.ui.reserved import room
from analytics.ui.selection import Selection, say_where_it_is, selectable
from analytics.ui.tables import Columns, table


def opened(heading: str, *, name: str) -> DeltaGenerator:
    """A section with its heading, for filters that govern it alone: they stand here, and `section` fills the rest."""
    place = st.container(key=f"section_{name}", gap="xsmall")
    with place:
        elements.header(heading, anchor=name.replace("_", "-"))
    return place


def section(
    heading: str,
    answer: Answer,
    *,
    columns: Columns,
    empty: str,
    name: str = "",
    picture: Picture | None = None,
    draws: Any = None,
    caption: str = "",
    below: str = "",
    choice: clicks.Choice | None = None,
    selection: Selection | None = None,
    of: str = "",
    within: DeltaGenerator | None = None,
) -> None:
    """Draws one section of a page: an answer, and in its footer all that follows from the question.

    `empty` says what it means that there is no row; without a picture the table stands in its place, and with a
    `selection` its rows can be selected. `name` is the key of its controls, its anchor and the name of its
    files: the question's, unless a page asks it twice. These hold all rows, also where the section shows only some.
    The picture draws the answer's rows, or what `draws` says instead. With a `choice`, it answers to clicks. `of` says
    what the rows are about where the URL does not, for those who read the access log. `within` is the section that was
    `opened` for its filters.
    """
    name = name or answer.question.name
    with within or opened(heading, name=name):
        days.say_if_always_now(answer)
        if caption:
            elements.caption(caption)
        if answer.empty:
            say_nothing(answer, empty, name=name)
            if selection is not None:
                say_where_it_is(selection)
        elif selection is not None:
            selectable(answer.frame, columns, key=f"table_{name}", selection=selection)
        elif picture is None:
            table(answer.frame, columns, key=f"table_{name}")
        else:
            draw(picture, answer.frame if draws is None else draws, name, choice)
        if below:
            elements.caption(below)
        behind_toggle = columns if picture is not None and not answer.empty else None
        footer(answer, heading=heading, name=name, columns=behind_toggle, of=of)


def say_nothing(answer: Answer, empty: str, *, name: str) -> None:
    """In the place of rows: why there is none; where nothing stands behind that but the question, its own sentence."""
    why = emptiness.why_empty(answer, what=empty)
    if why is None:
        elements.markdown(markdown(":material/check_circle: {empty}", empty=empty))
    else:
        emptiness.say_why(why, key=name)


def draw(picture: Picture, drawn: Any, name: str, choice: clicks.Choice | None = None) -> None:
    """Draws a figure of any of the kinds that pages use."""
    figure = finished(picture, drawn)
    if isinstance(figure, CircleMap):
        _map(figure, name)
    elif figure is not None and choice is not None:
        clicks.picture(figure, choice)
    elif figure is not None:
        with room(figure, name):
            st.vega_lite_chart(figure, key=f"picture_{name}")


def _map(figure: CircleMap, name: str) -> None:
    """The map in all windows; page.css shows the one that fits."""
    with st.container(key=f"map_{name}", gap=None):
        for window, deck in figure.decks.items():
            with st.container(key=f"{window}_map_{name}"):
                st.pydeck_chart(deck, height=WINDOWS[window].high, key=f"picture_{name}_{window}")

"""A section: a heading that names the subject, one picture, its table behind a toggle, and a quiet footer."""

from collections.abc import Callable

import altair as alt
import pydeck
import streamlit as st

from analytics.ui import clicks, elements
from analytics.ui.answers import Answer
from analytics.ui.footer import footer
from analytics.ui.markdown import markdown
from analytics.ui.tables import Columns, table
from analytics.ui.theme import Palette, palette

Picture = Callable[..., alt.LayerChart | pydeck.Deck | None]
"""Draws rows: takes a frame, and the palette by name."""


def colours() -> Palette:
    """The palette of the reader's mode."""
    return palette(st.context.theme.type)


def section(
    heading: str,
    answer: Answer,
    *,
    columns: Columns,
    empty: str,
    name: str = "",
    picture: Picture | None = None,
    caption: str = "",
    below: str = "",
    choice: clicks.Choice | None = None,
    detail: Callable[[int], None] | None = None,
    of: str = "",
) -> None:
    """Draws one section of a page: an answer, and in its footer all that follows from the question.

    `empty` says what it means that there is no row; without a picture the table stands in its place, and `detail` is
    drawn for the row that the reader selects in it. `name` is the key of its controls, its anchor and the name of its
    files: the question's, unless a page asks it twice. These hold all rows, also where the section shows only some.
    With a `choice`, the picture answers to clicks. `of` says what the rows are about where the URL does not, for
    those who read the access log.
    """
    name = name or answer.question.name
    with st.container(key=f"section_{name}", gap="xsmall"):
        elements.header(heading, anchor=name.replace("_", "-"))
        if caption:
            elements.caption(caption)
        if answer.empty:
            elements.markdown(markdown(":material/check_circle: {empty}", empty=empty))
        elif picture is None:
            chosen = table(answer.frame, columns, key=f"table_{name}", choosing=detail is not None)
            if detail is not None and chosen is not None:
                detail(chosen)
        else:
            draw(picture(answer.frame, palette=colours()), name, choice)
        if below:
            elements.caption(below)
        behind_toggle = columns if picture is not None and not answer.empty else None
        footer(answer, heading=heading, name=name, columns=behind_toggle, of=of)


def draw(figure: alt.LayerChart | pydeck.Deck | None, name: str, choice: clicks.Choice | None = None) -> None:
    """Draws a figure of any of the kinds that pages use."""
    if isinstance(figure, pydeck.Deck):
        st.pydeck_chart(figure, height=360, key=f"picture_{name}")
    elif figure is not None and choice is not None:
        clicks.picture(figure, choice)
    elif figure is not None:
        st.altair_chart(figure, key=f"picture_{name}")

"""The quiet line below a section or a row of cards: Table · Definition · Download CSV · XLSX · Parquet · data as of.

All of it follows from the answer that is shown; so does the note in the access log, since whatever is shown ends here.
"""

import streamlit as st

from analytics.ui import access, days, downloads, elements, numbers
from analytics.ui.answers import Answer
from analytics.ui.definition_drawer import open_drawer
from analytics.ui.i18n import gettext as _
from analytics.ui.i18n import ngettext
from analytics.ui.parts import part
from analytics.ui.tables import Columns, table


@part
def footer(
    answer: Answer,
    *,
    heading: str,
    name: str = "",
    columns: Columns | None = None,
    drawn: Answer | None = None,
    of: str = "",
) -> None:
    """Draws the line; with `columns` it begins with a toggle for the table that a picture stands for.

    `drawn` is what the picture shows, where the rows below it answer another question: it is what Definition explains.
    """
    name = name or answer.question.name
    access.viewed(answer, name, of)
    with st.container(gap="xsmall"):
        place_of_table = st.container(key=f"behind_{name}")
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"footer_{name}"):
            # rows shown: the toggle says how long the table is
            open_table = columns is not None and _table_toggle(len(answer.frame), name)
            definition_button(drawn or answer, heading=heading, name=name)
            downloads.links(answer, name, of)
            elements.caption(days.as_of(answer))
        if open_table and columns is not None:
            with place_of_table:
                table(answer.frame, columns, key=f"table_{name}")


def definition_button(answer: Answer, *, heading: str, name: str, label: str = "") -> None:
    """Opens the drawer that explains an answer."""
    if elements.button(
        label or _("Definition"), type="tertiary", key=f"definition_{name}", icon=":material/menu_book:"
    ):
        open_drawer(heading, answer)


def _table_toggle(count: int, name: str) -> bool:
    label = ngettext("Table, {count} row", "Table, {count} rows", count).format(count=numbers.whole(count))
    return elements.toggle(label, key=f"open_{name}")

"""A section: a heading that names the subject, one picture, its table behind a toggle, and a quiet footer."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import altair as alt
import pandas as pd
import pydeck
import streamlit as st

from analytics import spreadsheet
from analytics.ui import access, clicks, moment, numbers
from analytics.ui.definition_drawer import open_drawer
from analytics.ui.i18n import gettext as _
from analytics.ui.i18n import ngettext
from analytics.ui.tables import Columns, table
from analytics.ui.theme import Palette, palette

Picture = Callable[[pd.DataFrame], alt.LayerChart | pydeck.Deck]
Export = pd.DataFrame | Callable[[], pd.DataFrame]


def colours() -> Palette:
    """The palette of the reader's mode."""
    return palette(st.context.theme.type)


def section(
    heading: str,
    frame: pd.DataFrame,
    *,
    name: str,
    view: str,
    columns: Columns,
    empty: str,
    picture: Callable[[], alt.LayerChart | pydeck.Deck | None] | None = None,
    caption: str = "",
    below: str = "",
    export: Export | None = None,
    choice: clicks.Choice | None = None,
    detail: Callable[[int], None] | None = None,
    live: bool = False,
    of: str = "",
) -> None:
    """Draws one section of a page.

    `view` is what Definition explains; `empty` says what it means that there is no row; without a picture the
    table stands in its place, and `detail` is drawn for the row that the reader selects in it. `name` is the key of
    its controls and the name of its CSV file, which holds `export` where the section shows only part of that. With a
    `choice`, the picture answers to clicks. A `live` section does not look from the reader's day. `of` says what the
    rows are about where the URL does not, for those who read the access log.
    """
    with st.container(key=f"section_{name}", gap="xsmall"):
        st.subheader(heading, anchor=name.replace("_", "-"))
        if caption:
            st.caption(caption)
        if frame.empty:
            st.markdown(f":material/check_circle: {empty}")
        elif picture is None:
            chosen = table(frame, columns, key=f"table_{name}", choosing=detail is not None)
            if detail is not None and chosen is not None:
                detail(chosen)
        else:
            draw(picture(), name, choice)
        if below:
            st.caption(below)
        footer(
            frame,
            name=name,
            view=view,
            heading=heading,
            columns=columns if picture is not None and not frame.empty else None,
            live=live,
            export=export,
            of=of,
        )


def draw(figure: alt.LayerChart | pydeck.Deck | None, name: str, choice: clicks.Choice | None = None) -> None:
    """Draws a figure of any of the kinds that pages use."""
    if isinstance(figure, pydeck.Deck):
        st.pydeck_chart(figure, height=360, key=f"picture_{name}")
    elif figure is not None and choice is not None:
        clicks.picture(figure, choice)
    elif figure is not None:
        st.altair_chart(figure, key=f"picture_{name}")


def footer(
    frame: pd.DataFrame,
    *,
    name: str,
    view: str,
    heading: str,
    columns: Columns | None,
    live: bool = False,
    export: Export | None = None,
    of: str = "",
    rows_of: str = "",
) -> None:
    """Table (where a picture stands for it) · Definition · Download CSV · data as of.

    `rows_of` is what the rows come from where Definition explains another view. Who sees data of single students is
    written down here, since every section ends with it.
    """
    day = None if live else moment.as_of()
    access.viewed(rows_of or view, name, len(frame), of)
    place_of_table = st.container()
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"footer_{name}"):
        open_table = columns is not None and st.toggle(
            ngettext("Table, {count} row", "Table, {count} rows", len(frame)).format(count=numbers.whole(len(frame))),
            key=f"open_{name}",
        )
        if st.button(_("Definition"), type="tertiary", key=f"definition_{name}", icon=":material/menu_book:"):
            open_drawer(heading, view)
        st.download_button(
            _("Download CSV"),
            data=_file(frame if export is None else export, rows_of or view, name, of),
            file_name=file_name(name, day),
            mime="text/csv; charset=utf-8",
            on_click="ignore",
            type="tertiary",
            key=f"csv_{name}",
            icon=":material/download:",
            disabled=frame.empty,
        )
        st.caption(data_as_of(day))
    if open_table and columns is not None:
        with place_of_table:
            table(frame, columns, key=f"table_{name}")


def _file(export: Export, view: str, name: str, of: str) -> Callable[[], bytes]:
    """Makes the CSV file on request; who takes data of single students away is written down then."""
    is_logged, reader, chosen = access.is_logged(view), access.who(), access.filters(of)

    def made() -> bytes:
        frame = export() if callable(export) else export
        if is_logged:
            access.note_export(reader, view, name, chosen, len(frame))
        return spreadsheet.csv_bytes(frame)

    return made


def file_name(name: str, day: date | None) -> str:
    """atalaya-rescue-list-2026-06-15.csv"""
    return f"atalaya-{name.replace('_', '-')}-{(day or datetime.now(UTC).date()).isoformat()}.csv"


def data_as_of(day: date | None) -> str:
    """What moment the numbers stand for."""
    return _("Data as of {day}").format(day=numbers.day(day)) if day else _("Data as of now")

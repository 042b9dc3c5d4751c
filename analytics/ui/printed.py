"""What paper shows: a table with all its columns, which the screen lets one scroll, and the moment it was."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pandas as pd
import streamlit as st

from analytics.rows import rows
from analytics.ui import clocks, numbers
from analytics.ui.i18n import gettext as _
from analytics.ui.numbers import Formatter

MOST_ROWS = 100
"""More belongs into a file; the page need not carry it twice."""


def moment(now: datetime) -> None:
    """The day and the hour, where the screen says how long ago."""
    zone = clocks.readers()
    said = _("Printed on {moment} ({zone})").format(moment=numbers.moment(now, zone), zone=zone)
    st.html(f'<p class="printed">{as_text(said)}</p>')


def table(
    frame: pd.DataFrame, labels: Mapping[str, str], forms: Mapping[str, Formatter], *, on_screen: bool = False
) -> None:
    """The first rows of a table, each cell as the screen writes it; one that is `on_screen`, too, is read there."""
    heads = "".join(f"<th>{as_text(label)}</th>" for label in labels.values())
    written = {name: numbers.or_missing(forms[name]) for name in labels}
    body = "".join(
        f"<tr>{''.join(f'<td>{as_text(form(row[name]))}</td>' for name, form in written.items())}</tr>"
        for row in rows(frame.head(MOST_ROWS))
    )
    place = "shown" if on_screen else "printed"
    st.html(f'<table class="{place}"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>')


def as_it_stands(value: Any) -> str:
    """A value that no column has a form for; a list as its parts."""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def as_text(text: str) -> str:
    """A text in HTML: whatever is neither letter nor blank by its number, so that nothing in it means more."""
    return re.sub(r"[^\w\s]", lambda found: f"&#{ord(found[0])};", text)

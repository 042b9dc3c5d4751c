"""What only paper shows: a table with all its columns, which the screen lets one scroll, and the moment it was."""

from collections.abc import Mapping
from datetime import datetime
from html import escape

import pandas as pd
import streamlit as st

from analytics.rows import rows
from analytics.ui import numbers
from analytics.ui.i18n import gettext as _
from analytics.ui.numbers import Formatter

MOST_ROWS = 100
"""More belongs into a file; the page need not carry it twice."""


def moment(now: datetime) -> None:
    """The day and the hour, where the screen says how long ago."""
    zone = st.context.timezone or "UTC"
    said = _("Printed on {moment} ({zone})").format(moment=numbers.moment(now, zone), zone=zone)
    st.html(f'<p class="printed">{escape(said)}</p>')


def table(frame: pd.DataFrame, labels: Mapping[str, str], forms: Mapping[str, Formatter]) -> None:
    """The first rows of a table, each cell as the screen writes it."""
    heads = "".join(f"<th>{escape(label)}</th>" for label in labels.values())
    body = "".join(
        f"<tr>{''.join(f'<td>{escape(numbers.or_missing(forms[name])(row[name]))}</td>' for name in labels)}</tr>"
        for row in rows(frame.head(MOST_ROWS))
    )
    st.html(f'<table class="printed"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>')

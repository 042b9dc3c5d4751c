"""How far a running sync is: a bar per source, its tables behind it."""

import streamlit as st

from analytics import operations
from analytics.rows import Row, rows
from analytics.ui import elements, numbers, words
from analytics.ui.i18n import gettext as _
from analytics.ui.i18n import ngettext
from analytics.ui.markdown import lines

_COUNTING = frozenset({"reading", "merging"})


def bars(run: int) -> None:
    """The sources of a run, each with its bar; opened, its tables line by line."""
    tables = operations.progress(run=run)
    for source in rows(operations.source_progress(run=run)):
        with st.container(key=f"progress_{source['source']}", gap=None):
            elements.progress(float(source["share"]), text=_source_text(source))
            with elements.expander(_tables_text(source), key=f"tables_{source['source']}", type="compact"):
                own = tables[tables["source"] == source["source"]]
                elements.caption(lines(map(_table_text, rows(own))))


def _source_text(source: Row) -> str:
    return f"{words.source(source['source'])} · {numbers.share(source['share'])}"


def _tables_text(source: Row) -> str:
    text = ngettext("{ended} of {count} table", "{ended} of {count} tables", source["tables"]).format(
        ended=numbers.whole(source["tables_ended"]), count=numbers.whole(source["tables"])
    )
    if failed := source["tables_failed"]:
        text += " · " + ngettext("{count} failed", "{count} failed", failed).format(count=numbers.whole(failed))
    return text


def _table_text(table: Row) -> str:
    name, phase, expected = table["table"], words.phase(table["phase"]), table["rows_expected"]
    if expected is None or table["phase"] not in _COUNTING:
        return f"{name} · {phase}"
    return _("{table} · {phase} · {done} of {expected}").format(
        table=name, phase=phase, done=numbers.whole(table["rows_done"]), expected=numbers.whole(expected)
    )

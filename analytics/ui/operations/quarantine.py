"""The quarantine: rows that production has and the warehouse refused. What stands in a row is shown on request only."""

import pandas as pd
import streamlit as st

from analytics import checks
from analytics.rows import Row
from analytics.ui import elements, filters, loaders, numbers, words
from analytics.ui.i18n import gettext as _
from analytics.ui.i18n import ngettext
from analytics.ui.markdown import code, markdown
from analytics.ui.operations import choices, columns
from analytics.ui.parts import part
from analytics.ui.sections import section
from analytics.ui.selection import Selection


@part
def draw() -> None:
    """The rows, by source and table; the one that is selected in full."""
    counts = loaders.ask(checks.quarantine).frame
    with filters.row():
        source = choices.source(counts)
        counts = counts if source is None else counts[counts["source"] == source]
        table_name = choices.table(counts)
    found = loaders.ask(checks.rejects, source=source, table=table_name)
    section(
        _("Rows in quarantine"),
        found,
        name="_".join(["quarantine", *_known(counts, source, table_name)]),
        columns=columns.rejects(),
        caption=_(
            "Production has these rows, but they break a rule of the warehouse. Every sync tries them again. "
            "They may hold personal data: select a row to see what stands in it."
        ),
        below=_how_many(loaders.ask(checks.quarantine_total, source=source, table=table_name).row),
        empty=_("No row is in quarantine."),
        selection=Selection("rejected_row", "reject", _whole_row),
    )
    _draw_unreadable_lines()


def _draw_unreadable_lines() -> None:
    """Lines of files, of which an import could make no row; where there are none, nothing."""
    lines = loaders.ask(checks.count_of_unreadable_lines).row["lines"]
    if lines:
        section(
            _("Lines that could not be read"),
            loaders.ask(checks.unreadable_lines).out_of(lines),
            name="unreadable_lines",
            columns=columns.unreadable_lines(),
            caption=_(
                "Imported files have these lines, but no row can be made of them. Mend them in the file, then import "
                "it again. The files below also hold what was taken of each line, which may be personal data."
            ),
            empty=_("Every line could be read."),
        )


def _known(counts: pd.DataFrame, *asked: str | None) -> list[str]:
    """What of it names something in the quarantine: the address may say anything."""
    return [name for name in asked if name and name in {*counts["source"], *counts["table"]}]


def _how_many(total: Row) -> str:
    every, tables, listed = total["rejected_rows"], total["tables"], total["listed_rows"]
    if not every:
        return ""
    said = ngettext("{rows} row of {tables}.", "{rows} rows of {tables}.", every).format(
        rows=numbers.whole(every),
        tables=ngettext("{count} table", "{count} tables", tables).format(count=numbers.whole(tables)),
    )
    if listed < every:
        newest = _("The newest {count} are listed; `atalaya export sync_rejects` writes all.")
        return markdown("{said} {newest}", said=said, newest=markdown(newest, count=numbers.whole(listed)))
    return said


def _whole_row(reject: Row) -> None:
    values = loaders.ask(checks.rejected_row, reject=int(reject["reject"]))
    with st.container(border=True, key="rejected_row", gap="xsmall"):
        source = words.source(reject["source"])
        elements.markdown(markdown("**{source} · {table}**", source=source, table=reject["table"]))
        for name, text in (
            (_("Key"), reject["key"]),
            (_("Reason"), reject["reason"]),
            (_("What the database said"), reject["database_said"]),
        ):
            _field(name, text)
        st.divider()
        for value in values.rows:
            _field(code(value["column"]), value["value"])
            if value["is_cut"]:
                elements.caption(
                    _("Cut: the whole text has {count} characters.").format(count=numbers.whole(value["characters"]))
                )


def _field(name: str, text: str | None) -> None:
    """Plain text: what stands in production is no markup of ours."""
    left, right = st.columns([1, 4], gap="small")
    with left:
        elements.caption(name)
    with right:
        elements.text(numbers.MISSING if text is None else text)

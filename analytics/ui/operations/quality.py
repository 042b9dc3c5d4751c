"""What is odd in the data, by the newest report of each source."""

from typing import Any

from analytics import checks
from analytics.rows import Row
from analytics.ui import filters, loaders, numbers, words
from analytics.ui.i18n import gettext as _
from analytics.ui.i18n import ngettext
from analytics.ui.operations import choices, columns
from analytics.ui.parts import part
from analytics.ui.sections import section


@part
def draw() -> None:
    """The report, by source, table and severity."""
    every = loaders.ask(checks.quality).frame
    with filters.row():
        source = choices.source(every)
        tables = choices.tables(every if source is None else every[every["source"] == source])
        severity = choices.severity()
    chosen: dict[str, Any] = {"source": source, "severity": severity, "tables": tables}
    section(
        _("Data quality"),
        loaders.ask(checks.quality, **chosen),
        name="data_quality",
        columns=columns.quality(),
        caption=_summary(loaders.ask(checks.quality_totals, **chosen).row),
        empty=_("No report fits: a source is checked when it is synced.")
        if every.empty
        else _("No check that fits found anything."),
    )


def _summary(totals: Row) -> str:
    """How many checks found something, and how many did not."""
    clean = totals["clean"]
    parts = [
        f"{words.severity(code)}: {numbers.whole(totals[code])}"
        for code in ("error", "warning", "info")
        if totals[code]
    ]
    if clean or not parts:
        parts.append(
            ngettext("{count} check found nothing", "{count} checks found nothing", clean).format(
                count=numbers.whole(clean)
            )
        )
    return _("Checks that found something come first, with up to five keys to look up. {summary}.").format(
        summary=" · ".join(parts)
    )

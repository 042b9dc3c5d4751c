"""What is odd in the data, by the newest report of each source."""

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
    """The report, by source and severity."""
    every = loaders.ask(checks.quality)
    with filters.row():
        source = choices.source(every.frame)
        severity = choices.severity()
    report = loaders.ask(checks.quality, source=source, severity=severity)
    section(
        _("Data quality"),
        report,
        name="data_quality",
        columns=columns.quality(),
        caption=_summary(loaders.ask(checks.quality_totals, source=source, severity=severity).row),
        empty=_("No report fits: a source is checked when it is synced."),
    )


def _summary(totals: Row) -> str:
    """How many checks found something, and how many did not."""
    clean = totals["clean"]
    parts = [
        f"{words.severity(code)}: {numbers.whole(totals[code])}"
        for code in ("error", "warning", "info")
        if totals[code]
    ]
    parts.append(
        ngettext("{count} check found nothing", "{count} checks found nothing", clean).format(
            count=numbers.whole(clean)
        )
    )
    return _("Checks that found something come first, with up to five keys to look up. {summary}.").format(
        summary=" · ".join(parts)
    )

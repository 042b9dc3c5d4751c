"""What is odd in the data, by the newest report of each source."""

import pandas as pd

from analytics import checks
from analytics.ui import filters, loaders, numbers, words
from analytics.ui.i18n import gettext as _
from analytics.ui.i18n import ngettext
from analytics.ui.operations import choices, columns
from analytics.ui.sections import section


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
        caption=_summary(report.frame),
        empty=_("No report fits: a source is checked when it is synced."),
    )


def _summary(report: pd.DataFrame) -> str:
    """How many checks found something, and how many did not."""
    found = report[report["count"] > 0]
    clean = len(report) - len(found)
    parts = [
        f"{words.severity(code)}: {numbers.whole(count)}"
        for code in ("error", "warning", "info")
        if (count := int((found["severity"] == code).sum()))
    ]
    parts.append(
        ngettext("{count} check found nothing", "{count} checks found nothing", clean).format(
            count=numbers.whole(clean)
        )
    )
    return _("Checks that found something come first, with up to five keys to look up. {summary}.").format(
        summary=" · ".join(parts)
    )

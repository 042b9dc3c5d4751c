"""Key figures of one run."""

from typing import Any

import pandas as pd

from analytics.ui import numbers
from analytics.ui.cards import Card
from analytics.ui.i18n import gettext as _


def run_cards(run: "pd.Series[Any]") -> list[Card]:
    """How one run went; a verification compares rows and mends them."""
    verifies = run["kind"] == "verify"
    unknown = _("The run is not over yet.") if pd.isna(run["duration_seconds"]) else _("No row was read.")
    rate, flow = run["rows_per_second"], run["bytes_per_second"]
    read = numbers.whole(run["rows_read"])
    return [
        Card(
            _("Duration"),
            None if pd.isna(run["duration_seconds"]) else numbers.seconds(run["duration_seconds"]),
            why=unknown if pd.isna(run["duration_seconds"]) else "",
        ),
        Card(
            _("Tables that agree") if verifies else _("Tables validated"),
            numbers.whole(run["tables_validated"]),
            against=_("of {count}").format(count=numbers.whole(run["tables"])),
        ),
        Card(
            _("Rows mended") if verifies else _("Rows changed"),
            numbers.whole(run["rows_changed"]),
            against=(_("of {count} compared") if verifies else _("of {count} read")).format(count=read),
        ),
        Card(
            _("Rows per second"),
            None if pd.isna(rate) else numbers.whole(rate),
            against="" if pd.isna(flow) else numbers.bytes_per_second(flow),
            why=unknown if pd.isna(rate) else "",
        ),
        Card(_("Errors"), numbers.whole(run["errors"])),
    ]

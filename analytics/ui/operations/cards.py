"""Key figures of one run."""

from analytics.rows import Row
from analytics.ui import numbers
from analytics.ui.cards import Card
from analytics.ui.i18n import gettext as _


def run_cards(run: Row) -> list[Card]:
    """How one run went; a verification compares rows and mends them."""
    verifies = run["kind"] == "verify"
    unknown = _("The run is not over yet.") if run["duration_seconds"] is None else _("No row was read.")
    rate, flow = run["rows_per_second"], run["bytes_per_second"]
    read = numbers.whole(run["rows_read"])
    return [
        Card(
            _("Duration"),
            "duration_seconds",
            None if run["duration_seconds"] is None else numbers.seconds(run["duration_seconds"]),
            why=unknown if run["duration_seconds"] is None else "",
        ),
        Card(
            _("Tables that agree") if verifies else _("Tables validated"),
            "tables_validated",
            numbers.whole(run["tables_validated"]),
            against=_("of {count}").format(count=numbers.whole(run["tables"])),
        ),
        Card(
            _("Rows mended") if verifies else _("Rows changed"),
            "rows_changed",
            numbers.whole(run["rows_changed"]),
            against=(_("of {count} compared") if verifies else _("of {count} read")).format(count=read),
        ),
        Card(
            _("Rows per second"),
            "rows_per_second",
            None if rate is None else numbers.whole(rate),
            against="" if flow is None else numbers.bytes_per_second(flow),
            why=unknown if rate is None else "",
        ),
        Card(_("Errors"), "errors", numbers.whole(run["errors"])),
    ]

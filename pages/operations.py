"""Operations: how fresh the sources are, what the syncs did, whether the data agree, what is odd in them."""

from analytics import operations, ui
from analytics.ui import _

ui.page(_("Operations"), _("How fresh each source is, what each run did, and whether the data can be trusted."))

ui.stop_when_empty(ui.ask(operations.runs, limit=1), what=_("Every sync with its rows, durations and errors."))

ui.freshness_cards()
ui.bringing.way_from_operations()
ui.operations.say_disagreements()
part = ui.one_of(_("Show"), ui.operations.part_names(), name="show", default="runs")
ui.operations.PARTS[part]()

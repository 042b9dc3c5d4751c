"""The hourly rollup of live classrooms: its health and its runs."""

from analytics import classroom as questions
from analytics.ui import loaders
from analytics.ui.classroom import columns
from analytics.ui.i18n import gettext as _
from analytics.ui.parts import part
from analytics.ui.sections import section


@part
def draw() -> None:
    """Health checks first, then the runs."""
    section(
        _("Health of the classrooms' numbers"),
        loaders.ask(questions.health),
        name="classroom_health",
        columns=columns.health_columns(),
        empty=_("Nothing was checked."),
    )
    section(
        _("Rollups"),
        loaders.ask(questions.rollups),
        columns=columns.rollup_columns(),
        caption=_("Hours are closed at minute 5, and again when a sync changes them. Newest first."),
        empty=_("No hour was rolled up yet."),
    )

"""What no figure of a period counts, because it cannot be: said beside the figures, listed at the end of the page."""

from analytics import classroom
from analytics.rows import Row
from analytics.ui import clocks, loaders, numbers
from analytics.ui.classroom import columns
from analytics.ui.i18n import gettext as _
from analytics.ui.i18n import ngettext
from analytics.ui.left_out import left_out
from analytics.ui.sections import section

SECTION = "left_out"


def say_what_is_left_out(figures: Row) -> None:
    """How many lessons and readings are in no figure, with a link to their rows."""
    lessons, readings = figures["sessions_left_out"], figures["readings_left_out"]
    said = [
        ngettext(
            "{count} lesson was open for more than 24 hours and is left out.",
            "{count} lessons were open for more than 24 hours and are left out.",
            lessons,
        ).format(count=numbers.whole(lessons))
        if lessons
        else "",
        ngettext(
            "{count} reading is outside its scale and in no mean.",
            "{count} readings are outside their scale and in no mean.",
            readings,
        ).format(count=numbers.whole(readings))
        if readings
        else "",
    ]
    if any(said):
        left_out(" ".join(filter(None, said)), section=SECTION)


def list_what_is_left_out(figures: Row, **period: str | int | None) -> None:
    """The rows, where there are any."""
    if not figures["sessions_left_out"] and not figures["readings_left_out"]:
        return
    section(
        _("Left out: values that cannot be"),
        clocks.of_schools(loaders.ask(classroom.left_out, **period), "happened_at"),
        name=SECTION,
        columns=columns.left_out_columns(),
        caption=_("They are in no figure above. Correct them in production; the next sync brings them back."),
        empty=_("Nothing is left out."),
    )

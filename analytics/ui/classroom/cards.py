"""Key figures of a period, and where they come from."""

from analytics.rows import Row
from analytics.ui import elements, emptiness, numbers
from analytics.ui.answers import Answer
from analytics.ui.cards import Card, cards
from analytics.ui.classroom.left_out import say_what_is_left_out
from analytics.ui.i18n import gettext as _
from analytics.ui.markdown import markdown


def key_figures(figures: Answer) -> None:
    """Where the figures come from, the figures, and what is in none of them."""
    emptiness.say_where_data_end(figures, "total_sessions", of="sessions")
    _served_from(figures.row["served_from"])
    cards(figures, _cards(figures.row))
    say_what_is_left_out(figures.row)


def _served_from(origin: str) -> None:
    """Whether the figures come from closed hours or from the raw rows."""
    if origin == "rollup":
        elements.badge(_("from closed hours"), icon=markdown(":material/bolt:"), color="green")
    else:
        elements.badge(
            _("computed from the source's rows"),
            icon=markdown(":material/hourglass_top:"),
            color="orange",
            help=_(
                "Not every hour of this period is closed, or changes wait to be rolled up. The numbers are the same."
            ),
        )


def _cards(figures: Row) -> list[Card]:
    """How much, by whom, how well."""
    nothing = _("Nothing was measured in this period.")
    participation, quality = figures["avg_participation"], figures["avg_quality"]
    return [
        Card(_("Sessions"), "total_sessions", numbers.whole(figures["total_sessions"])),
        Card(_("Teachers"), "active_teachers", numbers.whole(figures["active_teachers"])),
        Card(_("Students"), "total_students", numbers.whole(figures["total_students"]), against=_("each counted once")),
        Card(
            _("Participation"),
            "avg_participation",
            None if participation is None else numbers.share(participation),
            why=nothing if participation is None else "",
        ),
        Card(
            _("Quality"),
            "avg_quality",
            None if quality is None else numbers.whole(quality),
            against="" if quality is None else _("of 100"),
            why=nothing if quality is None else "",
        ),
    ]

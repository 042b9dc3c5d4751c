"""What a list says that shows only its first rows: a page's size must not grow with the organisation."""

from analytics.ui import elements, numbers
from analytics.ui.answers import Answer
from analytics.ui.i18n import gettext as _

LISTED = 200
"""So many rows of a list a page shows; its file holds all of them."""


def shown_of(answer: Answer) -> str:
    """That these are the first of many, and where all are; nothing where all are shown."""
    # rows shown: the other number is what SQL counted
    shown = len(answer.frame)
    if answer.total is None or answer.total <= shown:
        return ""
    return _("The first {shown} of {total} are listed; the files below hold all of them.").format(
        shown=numbers.whole(shown), total=numbers.whole(answer.total)
    )


def say_how_many(answer: Answer) -> None:
    """Draws that, below a list that is no section of its own."""
    if said := shown_of(answer):
        elements.caption(said)

"""What the reader chooses on the Rescue List."""

from analytics.ui import filters
from analytics.ui.answers import Answer
from analytics.ui.i18n import gettext as _


def listed_courses(choices: Answer) -> list[str]:
    """Courses of the groups on the list."""
    return filters.by_kind(choices)["course"]


def chosen_rescues(choices: Answer) -> dict[str, list[str]]:
    """Courses, cities and facilitators, none of a kind meaning all: `?course=…&city=…&facilitator=…`."""
    known = filters.by_kind(choices)
    return {
        "courses": filters.several(_("Course"), known["course"], name="course", placeholder=_("All courses")),
        "cities": filters.several(_("City"), known["city"], name="city", placeholder=_("All cities")),
        "facilitators": filters.several(
            _("Facilitator"), known["facilitator"], name="facilitator", placeholder=_("All facilitators")
        ),
    }

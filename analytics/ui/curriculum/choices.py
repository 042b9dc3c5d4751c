"""What the reader chooses on the Rescue List, and which findings the Curriculum Funnel lists."""

from analytics.ui import filters
from analytics.ui.answers import Answer
from analytics.ui.curriculum import words
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


def chosen_findings(kinds: Answer) -> list[str]:
    """Kinds of findings, none meaning all: `?finding=…`."""
    named = {row["kind"]: words.anomaly(row["kind"]) for row in kinds.rows}
    return filters.several(_("Findings"), named, name="finding", placeholder=_("All findings"))

"""What the reader chooses on Advisor Rankings, all of it in the URL."""

from analytics.ui.advisors.columns import Measure, measures
from analytics.ui.answers import Answer
from analytics.ui.filters import by_kind, one_of, one_of_list, search_field, several
from analytics.ui.i18n import gettext as _


def chosen_measure() -> Measure:
    """What the months show, `?measure=…`."""
    known = measures()
    names = {token: measure.name for token, measure in known.items()}
    return known[one_of_list(_("Months show"), names, name="measure", default="created")]


def ranked_by_city() -> bool:
    """Whether ranks are those within a city, `?rank=city`."""
    return one_of(_("Rank"), {"country": _("National"), "city": _("By city")}, name="rank", default="country") == "city"


def searched_advisor() -> str:
    """What an advisor's name or e-mail address must have in it, `?search=…`."""
    return search_field(_("Find an advisor"), placeholder=_("Name or e-mail"))


def chosen_advisors(choices: Answer) -> dict[str, list[str]]:
    """Cities, levels and states, none of a kind meaning all: `?city=…&level=…&state=…`."""
    known = by_kind(choices)
    return {
        "cities": several(_("City"), known["city"], name="city", placeholder=_("All cities")),
        "levels": several(_("Level"), known["level"], name="level", placeholder=_("All levels")),
        "states": several(_("State"), known["state"], name="state", placeholder=_("All states")),
    }

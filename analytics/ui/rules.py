"""Words about a rule on a page, made from the rule in force and in the reader's language."""

from typing import Any

from analytics import rules
from analytics.ui import numbers
from analytics.ui.i18n import gettext as _
from analytics.ui.i18n import ngettext
from db.rules import words
from db.rules.values import WEEKDAYS

value = rules.value


def filled(text: str) -> str:
    """A text, translated already, with each mention such as `{ngeshare.active_days:days}` replaced by its value."""
    return words.filled(text, rules.in_force(), _said)


def _said(found: Any, unit: str) -> str:
    if isinstance(found, list):
        hours = _("{first} to {last} h").format(first=found[0], last=found[-1])
        return hours if unit == "hours" else ", ".join(map(str, found))
    if isinstance(found, str):
        return numbers.weekday_name(WEEKDAYS.index(found)) if unit == "weekday" else found
    return _UNITS[unit](found)


_UNITS: dict[str, numbers.Formatter] = {
    "": numbers.exact,
    "percent": numbers.exact_percent,
    "days": lambda found: numbers.length(found, "day"),
    "hours": lambda found: numbers.length(found, "hour"),
    "members": lambda found: ngettext("{number} member", "{number} members", found).format(number=numbers.whole(found)),
    "people": lambda found: ngettext("{number} person", "{number} people", found).format(number=numbers.whole(found)),
}

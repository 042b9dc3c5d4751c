"""What the Engagement Panel's codes are called in the reader's language."""

from babel.dates import get_day_names

from analytics.ui import i18n, rules
from analytics.ui.i18n import gettext as _


def weekday(iso: float) -> str:
    """A weekday in short: lun, mar, mié."""
    return str(get_day_names("abbreviated", "stand-alone", i18n.locale())[int(iso) - 1]).removesuffix(".")


def weekday_name(iso: float) -> str:
    """A weekday in full."""
    return str(get_day_names("wide", locale=i18n.locale())[int(iso) - 1])


def hour(value: float) -> str:
    """A local clock hour, from and to."""
    return f"{int(value)}–{int(value) + 1}"


def cell(iso: int, began: int) -> str:
    """An hour of the week."""
    return _("{weekday} {hours} h").format(weekday=weekday(iso), hours=hour(began))


def daypart(code: str) -> str:
    """A part of the day with its hours."""
    named = {
        "morning_08_12": _("Morning, {first}–{end} h"),
        "afternoon_12_17": _("Afternoon, {first}–{end} h"),
        "evening_17_20": _("Evening, {first}–{end} h"),
    }
    if code not in named:
        return code
    first, end = rules.value("academy.dayparts")[[*named].index(code)]
    return named[code].format(first=first, end=end)


def level(name: str) -> str:
    """A level; everybody has none."""
    return name or _("Everybody")

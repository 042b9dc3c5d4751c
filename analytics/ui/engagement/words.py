"""What the Engagement Panel's codes are called in the reader's language."""

from babel.dates import get_day_names

from analytics.ui import i18n
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
    return {
        "morning_08_12": _("Morning, 8–12 h"),
        "afternoon_12_17": _("Afternoon, 12–17 h"),
        "evening_17_20": _("Evening, 17–20 h"),
    }.get(code, code)


def level(name: str) -> str:
    """A level; everybody has none."""
    return name or _("Everybody")

"""Numbers, dates and durations as the reader writes them; what is missing is a dash."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache, wraps
from typing import Any, Literal, TypeVar
from zoneinfo import ZoneInfo

import pandas as pd
from babel import Locale
from babel.dates import (
    format_date,
    format_datetime,
    format_skeleton,
    format_time,
    format_timedelta,
    get_day_names,
    get_month_names,
)
from babel.numbers import format_decimal, format_percent
from babel.units import format_unit

from analytics.ui import i18n
from analytics.ui.i18n import gettext as _

MISSING = "—"

Formatter = Callable[[Any], str]

Number = int | float | Decimal

Day = TypeVar("Day", date, datetime)

_BOUNDS = (0, 100)
_MOST_DIGITS = 2
"""Digits after the point of a percentage, at most: what the views publish."""
_MOST_GROUPS = 6
"""More groups of digits than any number on a page has."""
_NOISE = 9
"""Digits after which a binary floating-point number only says how it was computed."""


MOST_REMEMBERED = 8_192
"""Of so many numbers of a kind it is remembered how they are written: a page writes the same ones each time."""


def _remembered(write: Callable[[Any, Locale], str]) -> Formatter:
    """The same formatter, in the reader's locale; it works out only once how something is written."""
    # Typed: 1 and True are equal, and written differently.
    remembered = lru_cache(maxsize=MOST_REMEMBERED, typed=True)(write)

    @wraps(write)
    def written(value: Any) -> str:
        return remembered(value, i18n.locale())

    return written


def or_missing(form: Formatter) -> Formatter:
    """The same formatter, with a dash for what is missing."""

    def formatted(value: Any) -> str:
        missing = value is None or (pd.api.types.is_scalar(value) and pd.isna(value))
        return MISSING if missing or (isinstance(value, list) and not value) else form(value)

    return formatted


def rounded(value: Number, digits: int = 0) -> Decimal:
    """A number with so many digits after the point; half away from zero, as one rounds by hand: 2.5 → 3."""
    exact = exactly(value)
    return exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP) if exact.is_finite() else exact


def exactly(value: Number) -> Decimal:
    """A number as it is written, not as binary floating point keeps it."""
    return value if isinstance(value, Decimal) else Decimal(str(value))


@_remembered
def whole(value: Number, locale: Locale) -> str:
    """1,234"""
    return format_decimal(rounded(value), locale=locale)


@_remembered
def decimal(value: Number, locale: Locale) -> str:
    """1,234.5: one digit after the point, where it says something."""
    return format_decimal(rounded(value, 1), format="#,##0.#", locale=locale)


def exact(value: Number) -> str:
    """1,234.5678: every digit that the source gives."""
    return format_decimal(exactly(value), locale=i18n.locale(), decimal_quantization=False)


@_remembered
def percent(value: Number, locale: Locale) -> str:
    """68 %, of a number from 0 to 100.

    In whole percents, but never 0 % or 100 % of what is only close to it: 99.5 %, 0.04 %, < 0.01 %.
    """
    sign, shown = _shown_percent(value)
    return sign + format_percent(shown / 100, locale=locale, decimal_quantization=False)


def exact_percent(value: Number) -> str:
    """77.78 %, of a number from 0 to 100: every digit that the source gives, where a rule is compared with it."""
    return format_percent(exactly(value) / 100, locale=i18n.locale(), decimal_quantization=False)


def percent_range(low: Number, high: Number) -> str:
    """60–71, of two numbers from 0 to 100; for a place where the sign of percent stands beside it."""
    return "–".join(
        sign + format_decimal(shown, locale=i18n.locale(), decimal_quantization=False)
        for sign, shown in map(_shown_percent, (low, high))
    )


def share(ratio: Number) -> str:
    """68 %, of a number from 0 to 1."""
    return percent(100 * exactly(ratio))


def change(ratio: Number) -> str:
    """+12 % or -3 %, of a ratio; 0 % stays bare."""
    return _sign(ratio) + percent(abs(100 * exactly(ratio)))


def signed(value: Number) -> str:
    """+12 or -3; 0 stays bare."""
    return _sign(rounded(value)) + whole(abs(exactly(value)))


def _sign(value: Number) -> str:
    return "+" if value > 0 else "-" if value < 0 else ""


def _shown_percent(value: Number) -> tuple[str, Decimal]:
    exact = rounded(value, _NOISE)
    for digits in range(_MOST_DIGITS + 1):
        shown = rounded(exact, digits)
        if shown == exact or shown not in _BOUNDS:
            return "", shown
    bound = shown + Decimal(1).scaleb(-_MOST_DIGITS) * (1 if exact > shown else -1)
    return "< " if bound > exact else "> ", bound


@_remembered
def day(value: date | datetime, locale: Locale) -> str:
    """12 Jun 2026, the way the language orders it."""
    return format_date(_as_it_stands(value), format="medium", locale=locale)


@_remembered
def short_day(value: date | datetime, locale: Locale) -> str:
    """12 Jun"""
    value = _as_it_stands(value)
    return format_skeleton("MMMd", datetime(value.year, value.month, value.day, tzinfo=UTC), locale=locale)


def weekday(number: int) -> str:
    """Mon, of 0"""
    return str(get_day_names("abbreviated", locale=i18n.locale())[number])


@_remembered
def month(value: date | datetime, locale: Locale) -> str:
    """Jun 2026"""
    value = _as_it_stands(value)
    return format_skeleton("yMMM", datetime(value.year, value.month, 1, tzinfo=UTC), locale=locale)


def moment(value: datetime, zone_name: str) -> str:
    """12 Jun 2026, 14:05:30, on the clock of a zone."""
    if value.tzinfo is None:
        raise ValueError("Only a moment can be taken to a clock, and this already stands on one.")
    return _moment(value, zone_name, i18n.locale())


@lru_cache(maxsize=MOST_REMEMBERED)
def _moment(value: datetime, zone_name: str, locale: Locale) -> str:
    return format_datetime(value, format="medium", tzinfo=ZoneInfo(zone_name), locale=locale)


def minute(value: datetime) -> str:
    """12 Jun 2026, 14:05: a moment as it stands on its own clock, to the minute."""
    return f"{day(value)}, {clock(value)}"


@_remembered
def clock(value: datetime, locale: Locale) -> str:
    """14:05, as it stands on its own clock."""
    return format_time(_as_it_stands(value), format="short", locale=locale)


def _as_it_stands(value: Day) -> Day:
    """The same day or wall clock; of a moment nobody knows on which day it was before its zone is named."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        raise ValueError("A moment has no day of its own: take it to a zone by clocks.local first.")
    return value


def age(value: datetime, now: datetime) -> str:
    """3 hours ago"""
    return format_timedelta(value - now, add_direction=True, locale=i18n.locale())


def span(value: Number) -> str:
    """26 h or 3 d: a span given in seconds, in the largest unit that it fills to the end."""
    if value % 86_400 == 0:
        return days(value / 86_400)
    return _("{hours} h").format(hours=whole(value / 3600)) if value % 3600 == 0 else seconds(value)


def days(value: Number) -> str:
    """3 d"""
    return _("{days} d").format(days=whole(value))


def length(value: int, unit: Literal["day", "hour"]) -> str:
    """28 days, 1 hour: in full, as a rule is told."""
    return format_unit(value, f"duration-{unit}", locale=i18n.locale())


def weekday_name(number: int) -> str:
    """Monday, of 0"""
    return str(get_day_names("wide", locale=i18n.locale())[number])


def seconds(value: Number) -> str:
    """420 ms, 12 s, 2 min 5 s or 2 h 10 min: the unit that one thinks in."""
    if 0 < value < 1:
        return _("{milliseconds} ms").format(milliseconds=whole(1000 * exactly(value)))
    total = int(rounded(value))
    if total < 60:
        return _("{seconds} s").format(seconds=decimal(value) if value < 10 else whole(total))
    if total < 3600:
        return _("{minutes} min {seconds} s").format(minutes=total // 60, seconds=total % 60)
    return _("{hours} h {minutes} min").format(hours=whole(total // 3600), minutes=total % 3600 // 60)


def milliseconds(value: Number) -> str:
    """A duration given in milliseconds."""
    return seconds(exactly(value) / 1000)


@_remembered
def size(value: Number, locale: Locale) -> str:
    """1.2 MB"""
    number, unit = float(value), "digital-byte"
    for larger in ("digital-kilobyte", "digital-megabyte", "digital-gigabyte"):
        if number < 1000:
            break
        number, unit = number / 1000, larger
    return format_unit(rounded(number, 1), unit, length="short", format="#,##0.#", locale=locale)


def rows_per_second(value: Number) -> str:
    """8,300 rows/s"""
    return _("{count} rows/s").format(count=whole(value))


def bytes_per_second(value: Number) -> str:
    """1.2 MB/s"""
    return _("{size}/s").format(size=size(value))


def vega_day() -> str:
    """12 Jun, in the way that Vega writes formats."""
    pattern = i18n.locale().datetime_skeletons["MMMd"].pattern.replace("MMM", "%b").replace("'", "")
    return re.sub(r"\bd+\b", "%-d", pattern)


def _vega_grouping(locale: Locale) -> list[int]:
    """How many digits stand together, from the last; Vega would begin again at the end of the list."""
    first, following = locale.decimal_formats[None].grouping
    return [first, *[following] * _MOST_GROUPS]


def vega_locale() -> dict[str, Any]:
    """How Vega writes the numbers and moments of axes and tooltips: as everything else on the page is written."""
    locale = i18n.locale()
    symbols = locale.number_symbols.get("latn", locale.number_symbols)
    return {
        "number": {
            "decimal": str(symbols["decimal"]),
            "thousands": str(symbols["group"]),
            "grouping": _vega_grouping(locale),
            "minus": str(symbols["minusSign"]),
            "currency": ["", ""],
        },
        "time": {
            "dateTime": "%x %X",
            "date": "%d/%m/%Y",
            "time": "%H:%M:%S",
            "periods": ["AM", "PM"],
            # Vega's weeks begin on Sunday.
            "days": [str(get_day_names("wide", locale=locale)[(number + 6) % 7]) for number in range(7)],
            "shortDays": [str(get_day_names("abbreviated", locale=locale)[(number + 6) % 7]) for number in range(7)],
            "months": [str(get_month_names("wide", locale=locale)[number]) for number in range(1, 13)],
            "shortMonths": [str(get_month_names("abbreviated", locale=locale)[number]) for number in range(1, 13)],
        },
    }

"""The year as an Indonesian study group lives it: Ramadan is quiet, January and July bring newcomers."""

from datetime import date, datetime, timedelta, timezone
from functools import cache
from math import ceil, exp

JAKARTA = timezone(timedelta(hours=7), "Asia/Jakarta")
UNIX_EPOCH_JULIAN_DAY = 2_440_587.5
ISLAMIC_EPOCH_JULIAN_DAY = 1_948_439.5
RAMADAN, SHAWWAL = 9, 10

INTAKE_BY_MONTH = {1: 1.7, 2: 1.1, 6: 0.8, 7: 1.9, 8: 1.3, 11: 0.9, 12: 0.55}
RAMADAN_INTAKE = 0.35
CIRCLES_A_WEEK_WHEN_GROWN = 54.0
GROWTH_A_YEAR = 1.6
YEARS_TO_HALF_GROWN = 3.0


def _islamic_date(year: int, month: int) -> date:
    """First day of an Islamic month by the tabular calendar, which is right to a day or two."""
    julian_day = 1 + ceil(29.5 * (month - 1)) + (year - 1) * 354 + (3 + 11 * year) // 30 + ISLAMIC_EPOCH_JULIAN_DAY - 1
    return date(1970, 1, 1) + timedelta(days=int(julian_day - UNIX_EPOCH_JULIAN_DAY))


@cache
def _quiet_spans(year: int) -> tuple[tuple[date, date], ...]:
    """Ramadan and the holiday week after it; a solar year can see two."""
    estimate = int((year - 622) * 33 / 32)
    spans = [
        (_islamic_date(hijri, RAMADAN), _islamic_date(hijri, SHAWWAL) + timedelta(days=7))
        for hijri in range(estimate - 1, estimate + 3)
    ]
    return tuple(span for span in spans if year in (span[0].year, span[1].year))


def is_quiet(day: date) -> bool:
    """Whether most groups pause on this day."""
    return any(first <= day < end for first, end in _quiet_spans(day.year))


def intake(founded_at: datetime, moment: datetime) -> float:
    """Circles expected to form in the week around a moment, at scale 1: slow start, then growth, then a plateau."""
    years = (moment - founded_at) / timedelta(days=365.25)
    grown = 1 / (1 + exp(-GROWTH_A_YEAR * (years - YEARS_TO_HALF_GROWN)))
    day = moment.astimezone(JAKARTA).date()
    season = RAMADAN_INTAKE if is_quiet(day) else INTAKE_BY_MONTH.get(day.month, 1.0)
    return CIRCLES_A_WEEK_WHEN_GROWN * grown * season

"""When schools teach: terms and holidays of each country, and how many sessions the whole of them ask for."""

from datetime import date, datetime, timedelta
from math import exp

Span = tuple[tuple[int, int], tuple[int, int]]

# First and last (month, day) without school, as a country's schools have it in most years.
HOLIDAYS: dict[str, tuple[Span, ...]] = {
    "us": (((6, 15), (8, 20)), ((11, 25), (11, 29)), ((12, 21), (1, 3)), ((3, 24), (3, 30))),
    "ie": (((6, 28), (8, 27)), ((10, 26), (10, 31)), ((12, 20), (1, 5)), ((4, 1), (4, 12))),
    "co": (((6, 15), (7, 8)), ((11, 28), (1, 20)), ((4, 1), (4, 7))),
    "in": (((5, 10), (6, 20)), ((10, 28), (11, 6)), ((12, 24), (1, 2))),
    "au": (((12, 18), (1, 29)), ((4, 8), (4, 22)), ((7, 1), (7, 15)), ((9, 22), (10, 7))),
    "online": (((12, 24), (12, 26)), ((12, 31), (1, 1))),
}

SESSIONS_A_WEEK_WHEN_GROWN = 50.0
GROWTH_A_YEAR = 1.6
YEARS_TO_HALF_GROWN = 3.0


def is_holiday(country: str, day: date) -> bool:
    """Whether a country's schools are closed, weekends aside."""
    today = (day.month, day.day)
    return any(
        first <= today <= last if first <= last else today >= first or today <= last
        for first, last in HOLIDAYS[country]
    )


def demand(founded_at: datetime, moment: datetime) -> float:
    """Sessions that teachers plan in the week around a moment, at scale 1: slow start, then growth, then a plateau."""
    years = (moment - founded_at) / timedelta(days=365.25)
    return SESSIONS_A_WEEK_WHEN_GROWN / (1 + exp(-GROWTH_A_YEAR * (years - YEARS_TO_HALF_GROWN)))

"""The year and the day of a Colombian spare parts trade: when people ask, and when shops answer."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache
from math import exp
from random import Random

from sources.demo.advisors import world
from sources.demo.chance import days, weighted
from sources.demo.easter import easter

BOGOTA = timezone(timedelta(hours=-5), "America/Bogota")

FIXED_HOLIDAYS = ((1, 1), (5, 1), (7, 20), (8, 7), (12, 8), (12, 25))
# Kept on the Monday that follows.
MOVED_HOLIDAYS = ((1, 6), (3, 19), (6, 29), (8, 15), (10, 12), (11, 1), (11, 11))
DAYS_FROM_EASTER = (-3, -2, 43, 64, 71)

BUSY_BY_WEEKDAY = (1.0, 0.97, 0.95, 0.95, 0.98, 0.62, 0.16)
BUSY_ON_HOLIDAYS = 0.15
# Long trips need sound cars: before Holy Week, before the July holidays, before Christmas.
BUSY_BY_MONTH = {1: 0.75, 3: 1.08, 4: 1.02, 6: 1.12, 7: 0.95, 11: 1.1, 12: 1.18}
YEAR_ENDS = (12, 23)
YEAR_STARTS = (1, 9)
BUSY_AROUND_NEW_YEAR = 0.35
BUSIEST = 1.18

# Local hour -> how many ask in it.
ASKED_AT = (
    (7, 6), (8, 10), (9, 12), (10, 13), (11, 12), (12, 7), (13, 6), (14, 9), (15, 10), (16, 9), (17, 7), (18, 5),
    (19, 4), (20, 3.5), (21, 3), (22, 2), (23, 1.2), (0, 0.5), (5, 0.5), (6, 2.5),
)  # fmt: skip
SHOPS_OPEN, SHOPS_CLOSE = 7, 20


@cache
def busy(day: date) -> float:
    """How many ask on a local day, against an ordinary Monday."""
    month_day = (day.month, day.day)
    share = BUSY_BY_WEEKDAY[day.weekday()] * BUSY_BY_MONTH.get(day.month, 1.0)
    if is_holiday(day):
        return min(share, BUSY_ON_HOLIDAYS)
    return share * BUSY_AROUND_NEW_YEAR if month_day >= YEAR_ENDS or month_day <= YEAR_STARTS else share


def is_holiday(day: date) -> bool:
    """Whether a day is a public holiday."""
    if (day.month, day.day) in FIXED_HOLIDAYS or (day - easter(day.year)).days in DAYS_FROM_EASTER:
        return True
    moved = (day - timedelta(days=back) for back in range(7))
    return day.weekday() == 0 and any((kept.month, kept.day) in MOVED_HOLIDAYS for kept in moved)


def next_busy_day(random: Random, day: date) -> date:
    """The first day from here on that suits somebody who wants to ask."""
    while random.random() * BUSIEST > busy(day):
        day += timedelta(days=1)
    return day


def time_of_day(random: Random, day: date) -> datetime:
    """A moment of a local day at which somebody asks; after midnight belongs to the day too."""
    hour = weighted(random, ASKED_AT)
    start = datetime.combine(day, time(hour), BOGOTA).astimezone(UTC)
    return start + days(random.random() / 24)


def when_open(random: Random, moment: datetime) -> datetime:
    """The same moment, or the next morning if shops are closed."""
    local = moment.astimezone(BOGOTA)
    if SHOPS_OPEN <= local.hour < SHOPS_CLOSE:
        return moment
    morning = local.date() + timedelta(days=local.hour >= SHOPS_CLOSE)
    return datetime.combine(morning, time(SHOPS_OPEN), BOGOTA).astimezone(UTC) + days(random.uniform(0.005, 0.12))


def grown(founded_at: datetime, moment: datetime) -> float:
    """How much of its final size the marketplace has: slow start, then growth, then a plateau."""
    years = (moment - founded_at) / timedelta(days=365.25)
    return 1 / (1 + exp(-world.GROWTH_A_YEAR * (years - world.YEARS_TO_HALF_GROWN)))

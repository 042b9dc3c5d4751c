"""The year as a New Yorker studies it: January and September bring newcomers, holidays are quiet."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from math import exp
from zoneinfo import ZoneInfo

from sources.demo.timeline.world import STUDENTS_A_WEEK_WHEN_GROWN

NEW_YORK = ZoneInfo("America/New_York")
INTAKE_BY_MONTH = {1: 1.9, 2: 1.2, 5: 0.9, 6: 0.8, 7: 0.65, 8: 0.8, 9: 1.6, 10: 1.1, 11: 0.9, 12: 0.55}
GROWTH_A_YEAR = 1.5
YEARS_TO_HALF_GROWN = 1.6
THURSDAY = 3


@cache
def _thanksgiving(year: int) -> date:
    """The fourth Thursday of November."""
    first = date(year, 11, 1)
    return first + timedelta(days=(THURSDAY - first.weekday()) % 7 + 21)


def is_holiday(day: date) -> bool:
    """Whether most people do something else: Thanksgiving weekend, Christmas to New Year, the Fourth of July."""
    if (day.month, day.day) in {(7, 3), (7, 4), (1, 1)} or (day.month == 12 and day.day >= 23):
        return True
    thanksgiving = _thanksgiving(day.year)
    return thanksgiving - timedelta(days=1) <= day <= thanksgiving + timedelta(days=2)


def local_day(moment: datetime) -> date:
    """The date on New York's calendar."""
    return moment.astimezone(NEW_YORK).date()


def at(day: date, hour: int, minute: int) -> datetime:
    """A local time of day, in UTC."""
    return datetime.combine(day, time(hour, minute), NEW_YORK).astimezone(UTC)


def intake(founded_at: datetime, moment: datetime) -> float:
    """Students expected to register in the week around a moment, at scale 1."""
    years = (moment - founded_at) / timedelta(days=365.25)
    grown = 1 / (1 + exp(-GROWTH_A_YEAR * (years - YEARS_TO_HALF_GROWN)))
    return STUDENTS_A_WEEK_WHEN_GROWN * grown * INTAKE_BY_MONTH.get(local_day(moment).month, 1.0)

"""The year and the week of a study centre in Guayaquil: when it is open, and when people come."""

from datetime import date, datetime, timedelta, timezone
from functools import cache
from math import exp

from sources.demo.easter import easter

GUAYAQUIL = timezone(timedelta(hours=-5), "America/Guayaquil")

HOLIDAYS = ((5, 1), (5, 24), (7, 25), (8, 10), (10, 9), (11, 2), (11, 3))
YEAR_ENDS = (12, 24)
CARNIVAL_BEFORE_EASTER = (48, 47)
GOOD_FRIDAY_BEFORE_EASTER = 2
SATURDAY, SUNDAY = 5, 6
WEEKDAY_HOURS, SATURDAY_HOURS = (8 * 60, 20 * 60), (8 * 60, 14 * 60)

# The coast's schools are closed from February to April: that is when parents and students look for a course.
INTAKE_BY_MONTH = {1: 0.9, 2: 1.6, 3: 1.4, 5: 1.25, 8: 0.9, 9: 1.2, 11: 0.85, 12: 0.4}
ATTENDANCE_BY_MONTH = {1: 0.9, 2: 1.1, 3: 1.1, 8: 0.9, 12: 0.75}
STUDENTS_A_WEEK_WHEN_GROWN = 8.4
GROWTH_A_YEAR = 1.7
YEARS_TO_HALF_GROWN = 0.7


@cache
def opening_hours(day: date) -> tuple[int, int] | None:
    """First and last minute of a local day, None when the centre is closed."""
    if day.weekday() == SUNDAY or (day.month, day.day) in HOLIDAYS or _is_movable_holiday(day):
        return None
    if (day.month, day.day) >= YEAR_ENDS or (day.month, day.day) == (1, 1):
        return None
    return SATURDAY_HOURS if day.weekday() == SATURDAY else WEEKDAY_HOURS


def intake(founded_at: datetime, moment: datetime) -> float:
    """Students expected to register in the week around a moment, at scale 1: growth, then a plateau."""
    years = (moment - founded_at) / timedelta(days=365.25)
    grown = 1 / (1 + exp(-GROWTH_A_YEAR * (years - YEARS_TO_HALF_GROWN)))
    return STUDENTS_A_WEEK_WHEN_GROWN * grown * INTAKE_BY_MONTH.get(moment.astimezone(GUAYAQUIL).month, 1.0)


def _is_movable_holiday(day: date) -> bool:
    before_easter = (easter(day.year) - day).days
    return before_easter in CARNIVAL_BEFORE_EASTER or before_easter == GOOD_FRIDAY_BEFORE_EASTER

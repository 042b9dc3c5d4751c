"""Spans of a lesson: minutes where the rest of the demo counts days."""

from datetime import datetime, timedelta
from random import Random

from sources.demo.chance import between, days

MINUTES_A_DAY = 1440


def minutes(count: float) -> timedelta:
    """So many minutes, in whole milliseconds."""
    return days(count / MINUTES_A_DAY)


def minutes_between(random: Random, low: float, high: float) -> timedelta:
    """A span of `low` to `high` minutes."""
    return between(random, low / MINUTES_A_DAY, high / MINUTES_A_DAY)


def whole(moment: datetime) -> datetime:
    """In whole milliseconds, as everything that is written."""
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)

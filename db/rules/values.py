"""What the value of a rule may be, whichever rule it is: zones, courses, windows, hours; each says what is wrong."""

import itertools
import re
from decimal import Decimal
from functools import cache
from typing import Annotated, Any
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""As they are written in a file; the first is 1, as ISO counts."""

_STATES = ("Graduated", "Active", "Stalled", "Not started")
"""Ends of the curriculum's flow, between which no course may stand."""

_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_MEMBERS = re.compile(r"1 member|([2-9]|[1-9]\d{1,2}) members")
_SHARE = re.compile(r"(\d+(?:\.\d+)?) %")


def _refused(reason: str) -> PydanticCustomError:
    return PydanticCustomError("rule", "{reason}", {"reason": reason})


@cache
def _zones() -> set[str]:
    # Python looks into a file for each; where these are the machine's, its own zone and none at all are among them.
    return available_timezones() - {"localtime", "Factory"}


def is_zone(name: str) -> bool:
    """Whether this is the IANA name of a zone."""
    return name in _zones()


def _zone(name: str) -> str:
    if not is_zone(name):
        raise _refused(f"{name} is no IANA name of a time zone, such as Europe/Madrid")
    return name


def _weekday(name: str) -> str:
    if name not in WEEKDAYS:
        raise _refused(f"must be one of {', '.join(WEEKDAYS)}")
    return name


def _clock(time: str) -> str:
    if not _CLOCK.fullmatch(time):
        raise _refused('must be a time of day such as "01:00", from "00:00" to "23:59"')
    return time


def _reached_by(who: str) -> str:
    share = _SHARE.fullmatch(who)
    if who != "anyone" and not _MEMBERS.fullmatch(who) and not (share and 0 < Decimal(share[1]) <= 100):
        raise _refused('must be "anyone", "1 member" to "999 members", or a share above 0 up to 100 such as "50 %"')
    return who


def _exact(number: Any) -> Any:
    # As it is written: 66.7 is no binary fraction. True is no number here.
    return Decimal(number) if isinstance(number, int) and not isinstance(number, bool) else number


def _finite(number: Decimal) -> Decimal:
    if not number.is_finite():
        raise _refused("must be a number")
    return number


def _ascending(days: list[int]) -> list[int]:
    if len(days) != 4 or any(earlier >= later for earlier, later in itertools.pairwise(days)):
        raise _refused("must be four lengths, each greater than the one before")
    return days


def _parts(parts: list[list[int]]) -> list[list[int]]:
    if len(parts) != 3 or any(len(part) != 2 or part[0] >= part[1] for part in parts):
        raise _refused("must be three pairs of hours, each from an earlier to a later one")
    if any(earlier[1] > later[0] for earlier, later in itertools.pairwise(parts)):
        raise _refused("must follow one another without overlapping")
    return parts


def _hours(hours: list[int]) -> list[int]:
    if len(hours) != 2 or hours[0] >= hours[1]:
        raise _refused("must be two hours, an earlier and a later one")
    return hours


class Course(BaseModel):
    """A course of the curriculum; its name is that of its Hangout, letter by letter."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    name: str
    episodes: int = Field(ge=1, le=1000)


def _courses(courses: list[Course]) -> list[Course]:
    names = [course.name for course in courses]
    if not names:
        raise _refused("must name at least one course")
    for name in names:
        if not name.strip() or "\0" in name:
            raise _refused("a course has no name")
        if name in _STATES or name.endswith(" (anomaly)"):
            raise _refused(f"no course may be called {name}: the curriculum's flow says that of groups")
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise _refused(f"{twice[0]} stands there twice")
    return courses


Zone = Annotated[str, AfterValidator(_zone)]
Weekday = Annotated[str, AfterValidator(_weekday)]
Clock = Annotated[str, AfterValidator(_clock)]
ReachedBy = Annotated[str, AfterValidator(_reached_by)]
Courses = Annotated[list[Course], AfterValidator(_courses)]
DayParts = Annotated[list[list[Annotated[int, Field(ge=0, le=24)]]], AfterValidator(_parts)]
Hours = Annotated[list[Annotated[int, Field(ge=0, le=24)]], AfterValidator(_hours)]
Percent = Annotated[Decimal, BeforeValidator(_exact), AfterValidator(_finite)]
Windows = Annotated[list[Annotated[int, Field(ge=1, le=3650)]], AfterValidator(_ascending)]

"""Every rule that an organisation may set, with its default, its range and what it says.

A new rule is one field here; `atalaya migrate` makes its SQL function.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model

from db.domains import DOMAINS
from db.rules.values import Clock, Course, Courses, DayParts, Hours, Percent, ReachedBy, Weekday, Windows, Zone


class Section(BaseModel):
    """The rules of one source."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Ngeshare(Section):
    """Rules of the study groups."""

    time_zone: Zone = Field(default="Asia/Jakarta", description="The zone whose days, weeks and months the views use.")
    active_days: int = Field(
        default=28, ge=1, le=365, description="A group or member that met at most so many days ago is active."
    )
    rescue_percent: Percent = Field(
        default=Decimal(70),
        ge=0,
        le=100,
        description="A stalled group with so much of its course behind it is rescuable.",
    )
    continuity_days: int = Field(
        default=90, ge=0, le=1000, description="The next course starts at most so many days after the graduation."
    )
    shared_members: int = Field(
        default=2, ge=1, le=100, description="So many members carry on from one course to the next."
    )
    overlap_percent: Percent = Field(
        default=Decimal(50), gt=0, le=100, description="And they are so much of the smaller of the two groups."
    )
    outlier_fence: Percent = Field(
        default=Decimal("1.5"),
        ge=0,
        le=10,
        description="So many interquartile ranges from the quartiles lies an outlier.",
    )
    window_days: int = Field(
        default=45,
        ge=1,
        le=3650,
        description="Attendance of so many last days is made equal to production; older is memory.",
    )
    reached_by: ReachedBy = Field(
        default="anyone",
        description='Who attends for a group to have reached an episode: "anyone", "2 members", "50 %".',
    )
    courses: Courses = Field(
        default=[
            Course(name="Ngeshare Sesi Aqidah", episodes=9),
            Course(name="Ngeshare Sesi Hijrah", episodes=9),
            Course(name="Ngeshare Sesi Sejarah", episodes=11),
            Course(name="Ngeshare Sesi Dakwah", episodes=7),
        ],
        description="The curriculum, in the order of its courses; left out of a file, it stays as it is.",
    )


class Academy(Section):
    """Rules of the study centre."""

    time_zone: Zone = Field(
        default="America/Guayaquil", description="The zone whose hours, days and weeks the views use."
    )
    week_starts_on: Weekday = Field(default="monday", description="The day that begins a week.")
    active_windows: Windows = Field(
        default=[7, 14, 30, 180], description="Days of the four windows of active students."
    )
    inactive_windows: Windows = Field(
        default=[7, 14, 30, 180], description="Days of the four windows of inactive students."
    )
    roster_days: int = Field(
        default=7, ge=1, le=3650, description="Days away that put a student on the inactive roster."
    )
    trend_days: int = Field(
        default=90, ge=7, le=730, description="Days of the trends, the heatmap and the parts of the day."
    )
    wau_days: int = Field(default=7, ge=1, le=365, description="Days of weekly active students; at most mau_days.")
    mau_days: int = Field(default=30, ge=1, le=365, description="Days of monthly active students.")
    dayparts: DayParts = Field(
        default=[[8, 12], [12, 17], [17, 20]],
        description="Morning, afternoon and evening: from an hour to before another.",
    )
    shown_hours: Hours = Field(
        default=[8, 20], description="The hours that the heatmap shows at first: from one to before the other."
    )
    longest_stay_hours: int = Field(default=16, ge=1, le=48, description="A stay counts at most so many hours.")
    minimum_people: int = Field(default=5, ge=1, le=1000, description="What rests on fewer people says so.")


class Teloo(Section):
    """Rules of the marketplace."""

    time_zone: Zone = Field(default="America/Bogota", description="The zone whose days and months the views use.")
    ranking_days: int = Field(default=30, ge=1, le=3650, description="The rankings look back so many days.")
    refresh_at: Clock = Field(
        default="01:00", description="Local time of the daily refresh, until somebody reschedules it."
    )


class Classwaves(Section):
    """Rules of the live classrooms."""

    time_zone: Zone = Field(
        default="UTC", description="The zone shown where a school's own is not known; hours stay UTC."
    )


class Learning(Section):
    """Rules of the video courses."""

    time_zone: Zone = Field(default="America/New_York", description="The zone whose days the views use.")
    response_hours: int = Field(
        default=48, ge=1, le=8760, description="A reflection that waits longer than so many hours is overdue."
    )


class ClockOnly(Section):
    """What every source has, of whose own rules none is set: a zone."""

    time_zone: Zone = Field(default="UTC", description="The zone whose days the views use.")


class AllRules(Section):
    """All rules of an organisation, a section for each source."""

    def values(self) -> dict[str, Any]:
        """Each rule's value as JSON has it, under `source.key`; numbers with decimals stay exact."""
        return {
            f"{source}.{key}": value for source, section in self.model_dump().items() for key, value in section.items()
        }


_OWN: dict[str, type[Section]] = {
    found.__name__.lower(): found for found in (Ngeshare, Academy, Teloo, Classwaves, Learning)
}

SECTIONS: dict[str, type[Section]] = {domain.source: _OWN.get(domain.source, ClockOnly) for domain in DOMAINS}
"""The rules of each source."""

_FIELDS: dict[str, Any] = {source: (section, section()) for source, section in SECTIONS.items()}
Rules = create_model("Rules", __base__=AllRules, **_FIELDS)
"""All rules of an organisation; those that nobody sets have their default."""


@dataclass(frozen=True)
class Rule:
    """One rule, whatever its value."""

    source: str
    key: str
    sql_type: str
    description: str
    span: str
    """What its value may be, in words; empty where its type says so."""

    @property
    def name(self) -> str:
        """As it is written with its source: `ngeshare.active_days`."""
        return f"{self.source}.{self.key}"

    @property
    def function(self) -> str:
        """The SQL function that states its value."""
        return f"ops.rule_{self.source}_{self.key}"


@dataclass(frozen=True)
class Mistake:
    """What is wrong with one key; an empty key is a section, or the file as a whole."""

    source: str
    key: str
    reason: str


def checked(found: Mapping[str, Any]) -> tuple[AllRules | None, list[Mistake]]:
    """The rules that a file's tables hold, or every mistake in them."""
    mistakes = _too_wide(found)
    try:
        rules = Rules.model_validate(found)
    except ValidationError as error:
        mistakes = [*map(_mistake, error.errors()), *mistakes]
    return (None, mistakes) if mistakes else (rules, [])


def _too_wide(found: Mapping[str, Any]) -> list[Mistake]:
    """A week of active students that is longer than their month, whatever else is wrong."""
    section = found.get("academy")
    given = section if isinstance(section, Mapping) else {}
    week, month = (given.get(key, Academy.model_fields[key].default) for key in ("wau_days", "mau_days"))
    if not (type(week) is type(month) is int and 1 <= month < week <= 365):
        return []
    if "wau_days" in given:
        return [Mistake("academy", "wau_days", f"must be at most mau_days, which is {month}")]
    return [Mistake("academy", "mau_days", f"must be at least wau_days, which is {week}")]


def _mistake(error: Any) -> Mistake:
    source, key, *place = [str(part) for part in error["loc"]] + [""] * (2 - len(error["loc"]))
    if error["type"] == "extra_forbidden" and not place:
        known = SECTIONS[source].model_fields if key else Rules.model_fields
        return Mistake(source, key, f"is no rule; known are {', '.join(known)}")
    where = "".join(f"number {int(part) + 1}: " if part.isdigit() else f"{part}: " for part in place)
    return Mistake(source, key, where + _reason(error))


def _reason(error: Any) -> str:
    said = error["msg"]
    if error["type"] == "rule":
        return str(said)
    if error["type"] == "extra_forbidden":
        return "is not known there"
    if error["type"] == "missing":
        return "is missing"
    if error["type"] in {"model_type", "dict_type"}:
        return "must be a table of keys and values"
    return str(said).replace("Input should", "must").replace("valid integer", "whole number").replace("valid ", "")


def _known() -> Iterator[Rule]:
    for source, section in SECTIONS.items():
        for key, field in section.model_fields.items():
            yield Rule(source, key, _sql_type(field.annotation), field.description or "", _span(field.metadata))


def _sql_type(annotation: Any) -> str:
    if annotation in (str, int, Decimal):
        return {str: "text", int: "integer", Decimal: "numeric"}[annotation]
    element = get_args(annotation)[0]
    return "integer[]" if get_args(element)[:1] == (int,) or element is int else "jsonb"


def _span(metadata: list[Any]) -> str:
    bounds = {name: getattr(part, name) for part in metadata for name in ("ge", "gt", "le") if hasattr(part, name)}
    if "le" not in bounds:
        return ""
    low = f"above {bounds['gt']}" if "gt" in bounds else f"{bounds['ge']}"
    return f"{low} to {bounds['le']}"


RULES: dict[str, Rule] = {rule.name: rule for rule in _known()}
"""All rules by `source.key`, in the order of the file."""

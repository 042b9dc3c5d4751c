"""What a rule may be: each bound, each odd value, and what a mistake is called."""

from decimal import Decimal
from typing import Any

import pytest

from db.rules.model import RULES, SECTIONS, Rules, checked


def mistakes(source: str, key: str, value: object) -> list[str]:
    found, wrong = checked({source: {key: value}})
    assert (found is None) == bool(wrong)
    assert all((one.source, one.key) == (source, key) for one in wrong), wrong
    return [one.reason for one in wrong]


def bounds() -> list[tuple[str, str, Decimal, Decimal, bool]]:
    found = []
    for rule in RULES.values():
        if rule.span:
            low, _, high = rule.span.removeprefix("above ").partition(" to ")
            found.append((rule.source, rule.key, Decimal(low), Decimal(high), rule.span.startswith("above")))
    return found


@pytest.mark.parametrize(("source", "key", "low", "high", "is_open"), bounds())
def test_each_number_is_taken_up_to_its_bounds_and_refused_beyond(
    source: str, key: str, low: Decimal, high: Decimal, is_open: bool
) -> None:
    whole = RULES[f"{source}.{key}"].sql_type == "integer"
    as_is: Any = int if whole else Decimal
    step = 1 if whole else Decimal("0.001")
    near: dict[str, dict[str, int]] = {"wau_days": {"mau_days": 365}, "mau_days": {"wau_days": 1}}
    for value in (as_is(high), as_is(low) if not is_open else as_is(low + step)):
        found, wrong = checked({source: {**near.get(key, {}), key: value}})
        assert (found is not None, wrong) == (True, [])
    for value in (as_is(high + step), as_is(low - step), *([as_is(low)] if is_open else [])):
        assert mistakes(source, key, value)
    for odd in (True, "7", None, [7], {}, Decimal("NaN"), Decimal("Infinity")):
        assert mistakes(source, key, odd)
    if whole:
        assert mistakes(source, key, Decimal("7.0"))


@pytest.mark.parametrize("source", SECTIONS)
@pytest.mark.parametrize(
    "zone",
    [
        "Asia/Jkt",
        "posix/Asia/Jakarta",
        "right/UTC",
        "+07:00",
        "UTC+7",
        "asia/jakarta",
        "localtime",
        "Factory",
        "",
        " UTC",
        "UTC\0",
        7,
    ],
)
def test_what_is_no_name_of_a_zone_is_refused(source: str, zone: object) -> None:
    assert mistakes(source, "time_zone", zone)


@pytest.mark.parametrize("zone", ["Asia/Kathmandu", "Australia/Lord_Howe", "America/New_York", "UTC"])
def test_names_of_zones_are_taken(zone: str) -> None:
    assert mistakes("academy", "time_zone", zone) == []


@pytest.mark.parametrize("who", ["anyone", "1 member", "2 members", "999 members", "50 %", "0.01 %", "100 %", "33.3 %"])
def test_who_may_have_to_attend(who: str) -> None:
    assert mistakes("ngeshare", "reached_by", who) == []


@pytest.mark.parametrize(
    "who", ["", "Anyone", "0 members", "1000 members", "01 members", "2", "0 %", "100.1 %", "50%", "-5 %", "x %", 2]
)
def test_who_may_not(who: object) -> None:
    assert mistakes("ngeshare", "reached_by", who)


A = {"name": "A", "episodes": 1}


@pytest.mark.parametrize(
    "courses",
    [
        [],
        [A, A],
        [{"name": " ", "episodes": 1}],
        [{"name": "A\0", "episodes": 1}],
        [{"name": "Graduated", "episodes": 1}],
        [{"name": "Not started", "episodes": 1}],
        [{"name": "B (anomaly)", "episodes": 1}],
        [{"name": "B", "episodes": 0}],
        [{"name": "B", "episodes": 1001}],
        [{"name": "B"}],
        [{"name": "B", "episodes": 1, "order": 2}],
        [{"name": 1, "episodes": 1}],
        ["B"],
        "B",
    ],
)
def test_courses_that_cannot_be(courses: object) -> None:
    assert mistakes("ngeshare", "courses", courses)


def test_courses_that_can() -> None:
    assert mistakes("ngeshare", "courses", [A, {"name": "Active (2)", "episodes": 1000}]) == []


@pytest.mark.parametrize("key", ["active_windows", "inactive_windows"])
@pytest.mark.parametrize(
    "days", [[7, 14, 30], [7, 7, 30, 180], [30, 14, 7, 1], [0, 1, 2, 3], [1, 2, 3, 3651], [1, 2, 3, Decimal(4)], 7]
)
def test_windows_that_cannot_be(key: str, days: object) -> None:
    assert mistakes("academy", key, days)
    assert mistakes("academy", key, [1, 2, 3, 3650]) == []


@pytest.mark.parametrize(
    "parts",
    [
        [[8, 12], [12, 17]],
        [[8, 12], [11, 17], [17, 20]],
        [[12, 8], [12, 17], [17, 20]],
        [[8, 8], [12, 17], [17, 20]],
        [[8, 12], [12, 17], [17, 25]],
        [[-1, 12], [12, 17], [17, 20]],
        [[12, 17], [8, 12], [17, 20]],
        [[8, 12, 13], [14, 17], [17, 20]],
    ],
)
def test_parts_of_the_day_that_cannot_be(parts: object) -> None:
    assert mistakes("academy", "dayparts", parts)
    assert mistakes("academy", "dayparts", [[0, 1], [2, 3], [5, 24]]) == []


def test_a_week_is_no_longer_than_its_month_whatever_else_is_wrong() -> None:
    assert mistakes("academy", "wau_days", 31) == ["must be at most mau_days, which is 30"]
    assert mistakes("academy", "mau_days", 6) == ["must be at least wau_days, which is 7"]
    _, wrong = checked({"academy": {"wau_days": 9, "mau_days": 8, "trend_days": 0}})
    assert [one.key for one in wrong] == ["trend_days", "wau_days"]


@pytest.mark.parametrize("time", ["24:00", "1:00", "01:60", "01:00:00", "", 1])
def test_times_that_no_clock_shows(time: object) -> None:
    assert mistakes("teloo", "refresh_at", time)


def test_unknown_names_say_what_there_is() -> None:
    _, [section] = checked({"acadamy": {}})
    assert (section.source, section.reason.startswith("is no rule; known are ngeshare, academy")) == ("acadamy", True)
    assert "time_zone, week_starts_on" in mistakes("academy", "zone", "UTC")[0]
    assert checked({"academy": 3})[1][0].reason == "must be a table of keys and values"


def test_nothing_said_is_every_default() -> None:
    found, wrong = checked({})
    assert found == Rules()
    assert wrong == []
    assert found.values().keys() == RULES.keys()

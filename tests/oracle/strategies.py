"""Hypothesis strategies: what a property test draws to meet the views with."""

import os
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from tests import thoroughness
from tests.oracle.curriculum.groups import CURRICULUM, Course, Rules
from tests.oracle.curriculum.organisation import Organisation
from tests.oracle.curriculum.random_organisation import Shape, random_organisation

SEEDS = st.integers(0, 2**32 - 1)
CHAINS = (
    (1, 2),
    (1, 2, 3),
    (1, 3),
    (2, 3, 4),
    (1, 2, 3, 4),
    (1, 3, 4),
    (1, 3, 2),
    (1, 2, 2),
    (2, 4),
    (1, 2, 4),
    (4,),
    (2, 1),
)
ANCHORS = (date(2026, 6, 15), date(2026, 1, 1), date(2025, 3, 1), date(2024, 2, 29), date(2023, 12, 31))
DAYS_LOOKED_BACK = (0, 0, 0, 0, 0, 0, 0, 0, 1, 28, 90)
LOCAL_TIMES_LOOKED_FROM = (time(0, 0), time(0, 0, 0, 1), time(6, 59), time(12, 0), time(23, 59, 59, 999999))

ZONES = (
    "America/Santiago", "Australia/Lord_Howe", "Pacific/Auckland", "Asia/Kathmandu", "America/New_York",
    "Europe/Helsinki", "America/Havana", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Jakarta",
)  # fmt: skip
DAYS_WHEN_CLOCKS_CHANGE = (
    *(date(2025, 9, 7), date(2026, 4, 5), date(2025, 9, 28)),  # Santiago, several at once, Auckland
    *(date(2026, 3, 29), date(2025, 11, 2), date(2025, 3, 9)),  # Helsinki, New York and Havana
)
OTHER_COURSES = (("Book club", 3), ("Kelas Lain", 1), ("ngeshare sesi aqidah", 20))

Example = tuple[Organisation, datetime | date]


@st.composite
def organisations(draw: st.DrawFn) -> Example:
    """An organisation of about eight groups and up to ten users, and a moment to look at it from."""
    chains = draw(st.sampled_from((2, 3, 3, 2, 1, 0)))
    shape = Shape(
        seed=draw(SEEDS),
        users=draw(st.sampled_from((10, 10, 10, 9, 8, 8, 8, 7, 6, 5, 3, 1, 0))),
        chains=tuple(draw(st.sampled_from(CHAINS)) for _ in range(chains)),
        lone_groups=draw(st.sampled_from((0, 1, 2, 4))),
        anchor=draw(st.sampled_from(ANCHORS)),
        disorder=draw(st.sampled_from((0.0, 0.05, 0.15, 0.4))),
    )
    return random_organisation(shape), draw(moments_around(shape.anchor))


@st.composite
def organisations_with_many_graduates(draw: st.DrawFn) -> Example:
    """Enough graduated groups of one course that its fences matter."""
    course = draw(st.integers(1, 4))
    shape = Shape(
        seed=draw(SEEDS),
        users=draw(st.integers(2, 6)),
        chains=((course, course),) * draw(st.integers(3, 5)),
        lone_groups=draw(st.integers(0, 2)),
        anchor=draw(st.sampled_from(ANCHORS)),
        disorder=draw(st.sampled_from((0.0, 0.05))),
        unfinished=0.1,
    )
    return random_organisation(shape), draw(moments_around(shape.anchor))


@st.composite
def moments_around(draw: st.DrawFn, anchor: date, time_zone: str = "Asia/Jakarta") -> datetime:
    day = anchor - timedelta(days=draw(st.sampled_from(DAYS_LOOKED_BACK)))
    return datetime.combine(day, draw(st.sampled_from(LOCAL_TIMES_LOOKED_FROM)), ZoneInfo(time_zone)).astimezone(UTC)


@st.composite
def rules(draw: st.DrawFn) -> Rules:
    """What an organisation may set; each rule is now and then as it is without a file."""
    default = Rules()
    percents = st.sampled_from(("0.01", "33.33", "33.34", "49.99", "50", "50.01", "66.66", "66.67", "70", "100"))
    others = [Course(name, episodes, 0) for name, episodes in OTHER_COURSES]
    chosen = draw(st.permutations([*CURRICULUM, *others]))[: draw(st.integers(1, 6))]
    courses = tuple(Course(course.name, course.max_episodes, place) for place, course in enumerate(chosen, 1))
    return Rules(
        time_zone=draw(st.sampled_from(ZONES)),
        active_days=draw(st.sampled_from((default.active_days, 1, 7, 14, 29, 60, 365))),
        rescue_percent=draw(st.sampled_from(("0", "70", "66.67", "66.68", "77.78", "100")).map(Decimal)),
        continuity_days=draw(st.sampled_from((default.continuity_days, 0, 1, 30, 1000))),
        shared_members=draw(st.sampled_from((default.shared_members, 1, 3))),
        overlap_percent=draw(percents.map(Decimal)),
        outlier_fence=draw(st.sampled_from(("1.5", "0", "0.1", "0.3333", "3")).map(Decimal)),
        window_days=draw(st.sampled_from((default.window_days, 1, 44, 90, 3650))),
        reached_by=draw(
            st.sampled_from(("anyone", "1 member", "2 members", "3 members")) | percents.map("{} %".format)
        ),
        courses=draw(st.sampled_from((CURRICULUM, courses))),
    )


@st.composite
def organisations_under(draw: st.DrawFn, rules: Rules) -> Example:
    """An organisation around the boundaries of these rules, and a moment or a date to look at it from."""
    shape = Shape(
        seed=draw(SEEDS),
        users=draw(st.sampled_from((10, 9, 8, 6, 3))),
        chains=tuple(draw(st.sampled_from(CHAINS)) for _ in range(draw(st.sampled_from((3, 2, 1))))),
        lone_groups=draw(st.sampled_from((1, 2, 4))),
        anchor=draw(st.sampled_from((*ANCHORS, *DAYS_WHEN_CLOCKS_CHANGE))),
        disorder=draw(st.sampled_from((0.0, 0.05, 0.15, 0.4))),
        rules=rules,
    )
    as_of = draw(moments_around(shape.anchor, rules.time_zone) | st.just(shape.anchor))
    return random_organisation(shape), as_of


def thoroughly(examples: int) -> settings:
    """Settings of a property over the warehouse: so many examples in `make check`, 60 at most in `make test`.

    `make test` decides, so it tries the same examples each time; `make check` explores, but where `CI` is set.
    """
    return settings(
        max_examples=thoroughness.examples(examples),
        print_blob=True,
        derandomize=thoroughness.level() != "check" or "CI" in os.environ,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )

"""Hypothesis strategies: what a property test draws to meet the views with."""

import os
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from tests import thoroughness
from tests.oracle.curriculum.groups import JAKARTA
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

Example = tuple[Organisation, datetime]


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
def moments_around(draw: st.DrawFn, anchor: date) -> datetime:
    day = anchor - timedelta(days=draw(st.sampled_from(DAYS_LOOKED_BACK)))
    return datetime.combine(day, draw(st.sampled_from(LOCAL_TIMES_LOOKED_FROM)), JAKARTA).astimezone(UTC)


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

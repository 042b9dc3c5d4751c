"""The oracle's own arithmetic, and proof that random organisations reach the rules that they are meant to try."""

from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.oracle.arithmetic import percent, percentile, rounded
from tests.oracle.curriculum.groups import Programme, Rules
from tests.oracle.curriculum.oracle import VIEWS, compute
from tests.oracle.curriculum.organisation import Organisation
from tests.oracle.curriculum.pipeline import links
from tests.oracle.curriculum.random_organisation import Shape, random_organisation

ANCHOR = date(2026, 6, 15)
AS_OF = datetime(2026, 6, 15, 5, tzinfo=UTC)
CHAINS = ((1, 2, 3), (1, 3), (2, 3, 4))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Fraction(100, 9), "11.11"),
        (Fraction(200, 3), "66.67"),
        (Fraction(1, 200), "0.01"),
        (Fraction(1, 201), "0.00"),
        (Fraction(-1, 200), "-0.01"),
    ],
)
def test_numbers_are_rounded_half_away_from_zero(value: Fraction, expected: str) -> None:
    assert rounded(value) == Decimal(expected)


def test_a_share_of_nothing_is_unknown() -> None:
    assert percent(0, 0) is None


@pytest.mark.parametrize(
    ("values", "quarters"), [([7], (7, 7, 7)), ([1, 2], ("5/4", "3/2", "7/4")), ([1, 2, 4, 8, 16], (2, 4, 8))]
)
def test_percentiles_are_interpolated(values: list[int], quarters: tuple[str | int, ...]) -> None:
    found = [percentile(values, Fraction(quarter, 4)) for quarter in (1, 2, 3)]
    assert found == [Fraction(quarter) for quarter in quarters]


def test_an_empty_organisation_has_rows_only_where_the_grain_is_a_course() -> None:
    sizes = {view: len(rows) for view, rows in compute(Organisation(), AS_OF).items()}
    expected = {
        "v_facilitator_growth": 1,
        "v_curriculum_funnel": 4,
        "v_episode_dropoff": 36,
        "v_time_to_graduate": 4,
    }
    assert sizes == {view: expected.get(view, 0) for view in VIEWS}


def test_the_same_shape_is_the_same_organisation() -> None:
    shape = Shape(seed=7, users=10, chains=CHAINS, lone_groups=2, anchor=ANCHOR, disorder=0.2)
    assert random_organisation(shape) == random_organisation(shape)


def test_random_organisations_reach_the_boundaries_of_every_rule() -> None:
    reached: Counter[str] = Counter()
    for seed in range(150):
        shape = Shape(seed, users=10, chains=CHAINS, lone_groups=3, anchor=ANCHOR, disorder=(seed % 3) / 10)
        organisation = random_organisation(shape)
        reached.update(boundaries(organisation))
    assert {boundary for boundary in BOUNDARIES if not reached[boundary]} == set()


def test_random_graduates_lie_outside_the_fences_now_and_then() -> None:
    verdicts: set[str] = set()
    for seed in range(60):
        shape = Shape(seed, users=5, chains=((1, 1),) * 4, lone_groups=0, anchor=ANCHOR, disorder=0, unfinished=0)
        outliers = compute(random_organisation(shape), AS_OF)["v_time_to_graduate_outliers"]
        verdicts.update(verdict for *_, verdict in outliers)
    assert verdicts == {"FAST", "SLOW"}


BOUNDARIES = (
    *(view for view in VIEWS if view != "v_time_to_graduate_outliers"),
    *("28 days", "29 days", "gap 0", "gap 90", "two shared", "half shared", "skipped", "next and skipped"),
    *("Graduated", "Active", "Stalled", "Not started", "Ngeshare Sesi Sejarah (anomaly)"),
    *("SKIPPED_COURSE", "STARTED_BEFORE_GRADUATION", "EXTRA_FACILITATORS", "NO_FACILITATOR"),
    *("EPISODE_OUT_OF_RANGE", "alumni", "current course"),
)


def boundaries(organisation: Organisation) -> set[str]:
    views = compute(organisation, AS_OF)
    reached = {view for view, rows in views.items() if rows}
    reached |= {f"{days} days" for *_, days in views["v_group_status"]}
    reached |= {target for _, target, _ in views["v_curriculum_flow"]}
    reached |= {kind for _, kind in views["v_pipeline_anomalies"]}
    reached |= {"alumni" for _, _, is_alumni, _, _ in views["v_facilitator_alumni"] if is_alumni}
    reached |= {"current course" for row in views["v_member_journey"] if row[4]}
    skips: dict[str, set[int]] = {}
    for pair in links(Programme(organisation, AS_OF, Rules())):
        reached |= {f"gap {pair.days_between}"} | ({"skipped"} if pair.skipped else set())
        reached |= {"two shared"} if pair.shared == 2 else set()
        reached |= {"half shared"} if pair.overlap == 50 else set()
        skips.setdefault(pair.earlier.id, set()).add(pair.skipped)
    return reached | ({"next and skipped"} if any({0} < skipped for skipped in skips.values()) else set())

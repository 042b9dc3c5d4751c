"""Random rules of a study centre."""

from hypothesis import strategies as st

from db.rules.model import Academy
from db.rules.values import WEEKDAYS
from tests.oracle.rules import CHANGES, Rules

DEFAULTS: Rules = Academy().model_dump()


@st.composite
def rules(draw: st.DrawFn, *, zone: str | None = None) -> Rules:
    """All rules of a study centre; each as often as not as it is without a file."""

    def windows() -> list[int]:
        return sorted(draw(st.sets(st.sampled_from((1, 2, 3, 7, 10, 14, 21, 30, 45, 90, 180)), min_size=4, max_size=4)))

    def hours(pairs: int) -> list[list[int]]:
        found = sorted(draw(st.sets(st.integers(0, 24), min_size=2 * pairs, max_size=2 * pairs)))
        return [found[place : place + 2] for place in range(0, 2 * pairs, 2)]

    mau = draw(st.sampled_from((1, 7, 28, 30, 60)))
    drawn = {
        "week_starts_on": draw(st.sampled_from(WEEKDAYS)),
        "active_windows": windows(),
        "inactive_windows": windows(),
        "roster_days": draw(st.sampled_from((1, 2, 7, 8, 30))),
        "trend_days": draw(st.sampled_from((7, 8, 13, 14, 30, 90, 100))),
        "mau_days": mau,
        "wau_days": min(mau, draw(st.sampled_from((1, 7, 8, 14)))),
        "dayparts": hours(3),
        "shown_hours": hours(1)[0],
        "longest_stay_hours": draw(st.sampled_from((1, 5, 9, 16, 24, 48))),
        "minimum_people": draw(st.integers(1, 6)),
    }
    usual = draw(st.sets(st.sampled_from(sorted(drawn))))
    kept = {key: value for key, value in drawn.items() if key not in usual}
    if usual & {"mau_days", "wau_days"}:
        kept = {key: value for key, value in kept.items() if key not in {"mau_days", "wau_days"}}
    return {**DEFAULTS, **kept, "time_zone": zone or draw(st.sampled_from(sorted(CHANGES)))}

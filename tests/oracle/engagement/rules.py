"""Random rules of a study centre, and the moments and lengths of time at which they make a difference."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from hypothesis import strategies as st

from db.domains import DOMAINS
from db.rules import functions
from db.rules.change import change_source
from db.rules.model import Academy
from db.rules.values import WEEKDAYS
from tests.oracle.engagement.academy import Connection

Rules = Mapping[str, Any]

DEFAULTS: Rules = Academy().model_dump()

CHANGES: dict[str, tuple[date, ...]] = {
    "America/Guayaquil": (),
    "America/New_York": (date(2026, 3, 8), date(2025, 11, 2)),
    "Europe/Helsinki": (date(2026, 3, 29), date(2025, 10, 26)),
    "America/Santiago": (date(2025, 9, 7), date(2026, 4, 5)),
    "Australia/Lord_Howe": (date(2025, 10, 5), date(2026, 4, 5)),
    "Pacific/Auckland": (date(2025, 9, 28), date(2026, 4, 5)),
    "Asia/Kathmandu": (),
    # Midnight comes twice.
    "America/Havana": (date(2026, 3, 8), date(2025, 11, 2)),
    # Put forward at midnight, and back at midnight into the day before.
    "Africa/Cairo": (date(2025, 4, 25), date(2025, 10, 31)),
    # By two hours.
    "Antarctica/Troll": (date(2026, 3, 29), date(2025, 10, 26)),
}
"""Days on which the clocks of each zone are put forward, then one on which they are put back."""


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


def put_in_force(connection: Connection, wanted: Rules) -> None:
    """Changes what differs, as `atalaya migrate` does, in the transaction that is open."""
    in_force = functions.in_force(connection)
    changed = {f"academy.{key}": value for key, value in wanted.items() if in_force[f"academy.{key}"] != value}
    if changed:
        [domain] = [domain for domain in DOMAINS if domain.source == "academy"]
        change_source(connection, domain, changed, "test")

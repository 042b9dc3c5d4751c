"""What random rules of all sources have in common: the zones at whose days they matter, and how they are changed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import psycopg

from db.domains import DOMAINS
from db.rules import change

Rules = Mapping[str, Any]
"""Of one source, by key."""

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


def put_in_force(connection: psycopg.Connection[Any], source: str, wanted: Rules) -> None:
    """Changes what differs, as `atalaya migrate` does, in the transaction that is open."""
    change.apply(connection, {f"{source}.{key}": value for key, value in wanted.items()}, "a test")


def facts_add_up(connection: psycopg.Connection[Any], source: str) -> None:
    """What the self-check looks for: no fact of the source that says something else than its rows."""
    [domain] = [domain for domain in DOMAINS if domain.source == source]
    assert connection.execute(f"select * from {domain.identities} where counted <> expected".encode()).fetchall() == []

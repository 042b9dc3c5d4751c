"""Waiting in tests: for states, never for a time, and longer than a slow machine needs."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

LONG_ENOUGH_SECONDS = 120.0
"""Nothing that a test waits for takes longer, also where eight others share its machine; a test may take 300."""


def wait_for(state: Callable[[], bool], name: object = None) -> None:
    """Waits for a state; what it is called is said where it does not come."""
    deadline = time.monotonic() + LONG_ENOUGH_SECONDS
    while not state():
        assert time.monotonic() < deadline, name or state
        time.sleep(0.02)


HOUR_ENDS_SECONDS = 15.0
"""How long before its end an hour is no place to start a test in."""


def until_the_hour_has_turned(now: datetime | None = None) -> float:
    """Seconds to wait before a test starts: many set their rows by the clock, and no open hour and no day of any zone
    that Atalaya knows may end between rows and question."""
    now = now or datetime.now(UTC)
    left = 3600 - (now.minute * 60 + now.second + now.microsecond / 1e6)
    return left + 0.1 if left <= HOUR_ENDS_SECONDS else 0.0

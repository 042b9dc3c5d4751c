"""How much is tried: a taste in `make test-quick`, enough for every change in `make test`, all in `make check`."""

import os
from typing import Literal, get_args

Level = Literal["quick", "test", "check"]

SETTING = "ATALAYA_TESTS"
"""Environment variable that names the level."""

MOST_EXAMPLES: dict[Level, int] = {"quick": 20, "test": 60, "check": 1_000}
"""Examples of one property at most."""


def level() -> Level:
    """The level of this run; `make test`'s where none is named."""
    named = os.environ.get(SETTING, "test")
    for known in get_args(Level):
        if named == known:
            return known  # type: ignore[no-any-return]
    raise ValueError(f"{SETTING} is {named!r}; it may be {', '.join(get_args(Level))}.")


def examples(wanted: int) -> int:
    """How many examples of a property are tried, of those that `make check` tries."""
    return min(wanted, MOST_EXAMPLES[level()])


def part(whole: int, share: float) -> int:
    """How many repetitions of something slow: all of them in `make check`, a share of them before."""
    return whole if level() == "check" else max(1, round(whole * share))

"""How much is tried: a taste in `make test-quick`, enough for every change in `make test`, all in `make check`."""

import os
from collections.abc import Iterable, Sequence
from typing import Any, Literal, get_args

import pytest

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


def variants(*values: Any, before: int = 1) -> list[Any]:
    """Values of one parameter under which the same rule holds: the first few before `make check`, all of them in it."""
    return [
        value if place < before else pytest.param(value, marks=pytest.mark.check) for place, value in enumerate(values)
    ]


def in_turn(cases: Iterable[tuple[Any, ...]], values: Sequence[Any]) -> list[Any]:
    """Each case with each value: before `make check` each case with one of them, the next case with the next one."""
    return [
        pytest.param(*case, value, marks=() if place % len(values) == number else pytest.mark.check)
        for place, case in enumerate(cases)
        for number, value in enumerate(values)
    ]

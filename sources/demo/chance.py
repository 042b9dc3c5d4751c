"""Chance that repeats itself: every draw is named by a seed and a key, so the same name always draws the same."""

from collections.abc import Sequence
from datetime import timedelta
from hashlib import blake2b
from math import exp
from random import Random
from typing import TypeVar
from uuid import UUID

Choice = TypeVar("Choice")


def draws(seed: int, *key: object) -> Random:
    """The stream of random numbers that belongs to one thing of the simulated world."""
    return Random(f"{seed}/" + "/".join(map(str, key)))


def identifier(seed: int, *key: object) -> str:
    """A text id shaped like the cuids that the production ORM gives out."""
    name = f"{seed}/" + "/".join(map(str, key))
    return "c" + blake2b(name.encode(), digest_size=12).hexdigest()


def uuid(seed: int, *key: object) -> str:
    """A key shaped like a random UUID."""
    name = f"{seed}/" + "/".join(map(str, key))
    return str(UUID(bytes=blake2b(name.encode(), digest_size=16).digest(), version=4))


def days(count: float) -> timedelta:
    """A span in whole milliseconds: the database rounds finer ones, possibly past the end of the simulation."""
    return timedelta(milliseconds=int(count * 86_400_000))


def between(random: Random, low: float, high: float) -> timedelta:
    """A span of `low` to `high` days."""
    return days(random.uniform(low, high))


def poisson(random: Random, mean: float) -> int:
    """How many independent events happen where `mean` are expected."""
    if mean > 50:
        return max(0, round(random.gauss(mean, mean**0.5)))
    limit, product, count = exp(-mean), random.random(), 0
    while product > limit:
        product *= random.random()
        count += 1
    return count


def weighted(random: Random, table: Sequence[tuple[Choice, float]]) -> Choice:
    """One entry of a table of (choice, weight)."""
    remaining = random.random() * sum(weight for _, weight in table)
    for choice, weight in table:
        remaining -= weight
        if remaining < 0:
            return choice
    return table[-1][0]

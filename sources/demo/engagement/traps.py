"""Every blemish of a real production that the rules must survive, with how often it is planted.

`chance` is the probability at the place where the blemish can arise; docs/demo.md lists what share of which
rows that comes to, and where to see it.
"""

from collections.abc import Mapping
from random import Random

CHANCE = {
    # students
    "student without level": 0.06,
    "placed later": 0.5,
    "blank level": 0.01,
    "level in another spelling": 0.03,
    "level in words": 0.012,
    "blank name": 0.006,
    "registered twice": 0.025,
    "merged later": 0.5,
    "registered after first visits": 0.025,
    "soft-deleted student": 0.08,
    "deleted while still coming": 0.2,
    "restored later": 0.2,
    "student hard-deleted": 0.008,
    "edited long after": 0.06,
    # of check-ins that nobody closed
    "closed by staff later": 0.3,
    # of wrong dates and lengths
    "negative length corrected": 0.4,
    "future date corrected": 0.8,
    "double tap removed": 0.4,
}

CHECK_IN_CHANCE = {
    "never checked out": 0.028,
    "checked out days later": 0.010,
    "checked out the next morning": 0.008,
    "closed after exactly 16 hours": 0.004,
    "negative length": 0.004,
    "zero length": 0.003,
    "double tap": 0.006,
    "overlapping check-in": 0.005,
    "kiosk's clock behind": 0.005,
    "check-in dated in the future": 0.0025,
    "uploaded late": 0.012,
    "uploaded with an old cursor": 0.003,
    "check-in of the wrong card": 0.003,
    "check-in moved to another day": 0.003,
    "check-in hard-deleted": 0.004,
    "check-in reopened": 0.002,
}


def happens(random: Random, trap: str) -> bool:
    """Whether a blemish strikes here."""
    return random.random() < CHANCE[trap]


def strikes(random: Random, chances: Mapping[str, float] = CHECK_IN_CHANCE) -> str | None:
    """The one blemish that a check-in has, None for most."""
    remaining = random.random()
    for trap, chance in chances.items():
        remaining -= chance
        if remaining < 0:
            return trap
    return None


def level(random: Random, placed: str) -> str | None:
    """A level, or what productions have in its place."""
    if happens(random, "student without level"):
        return None
    if happens(random, "blank level"):
        return random.choice(("", "  "))
    if happens(random, "level in another spelling"):
        return random.choice((placed.lower(), f"{placed} ", f" {placed}"))
    if happens(random, "level in words"):
        return random.choice(("Intermedio", "Kids 2", "Por definir"))
    return placed


def name(random: Random, full: str) -> str:
    """A name, or what the front desk typed to get past the field."""
    return random.choice(("", "   ")) if happens(random, "blank name") else full


def same_person(random: Random, full: str) -> str:
    """The name of somebody who registers a second time."""
    return random.choice((full, full.upper(), f"{full} "))

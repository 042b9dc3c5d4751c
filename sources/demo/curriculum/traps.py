"""Every blemish of a real production that the rules must survive, with how often it is planted.

`chance` is the probability at the place where the blemish can arise; docs/demo.md lists what share of which
rows that comes to, and where to see it.
"""

from datetime import datetime
from random import Random

from sources.demo.chance import between

CHANCE = {
    # people
    "user without e-mail": 0.025,
    "blank e-mail": 0.012,
    "duplicate e-mail": 0.03,
    "soft-deleted user": 0.10,
    # memberships
    "null joinedAt": 0.02,
    "null userId": 0.04,
    "null userId registers later": 0.35,
    "null userId without joinedAt": 0.5,
    "several facilitators": 0.06,
    "tie in joinedAt": 0.5,
    "no facilitator": 0.03,
    "facilitator is also a member": 0.015,
    "duplicate membership": 0.015,
    "joinedAt in the future": 0.006,
    "membership hard-deleted": 0.005,
    "imported in one batch": 0.25,
    # groups
    "outside the curriculum": 0.07,
    "null hangoutId": 0.015,
    "hangoutId set late": 0.5,
    "edited long after": 0.06,
    # the way through the curriculum
    "skipped course": 0.06,
    "started before graduation": 0.06,
    "continued after 90 days": 0.07,
    "episode above the last": 0.04,
    # attendance
    "episode of another Hangout": 0.005,
    "duplicate attendance": 0.004,
    "attendance of a guest": 0.03,
    "attendance dated in the future": 0.0025,
    "future date corrected": 0.9,
    "attendance deleted later": 0.004,
    "attendance moved later": 0.004,
    "meeting deleted later": 0.008,
    "meeting recorded late": 0.03,
}


def happens(random: Random, trap: str) -> bool:
    """Whether a blemish strikes here."""
    return random.random() < CHANCE[trap]


def email(random: Random, address: str, relative: str | None) -> str | None:
    """An address, or what productions have in its place."""
    if happens(random, "user without e-mail"):
        return None
    if happens(random, "blank e-mail"):
        return random.choice(("", "   "))
    if relative and relative.strip() and happens(random, "duplicate e-mail"):
        return random.choice((relative, relative.upper(), f" {relative}"))
    return address


def joined_at(random: Random, created_at: datetime, joined: datetime) -> datetime | None:
    """When somebody joined: unknown for legacy memberships, ahead of time for those who registered early."""
    if happens(random, "null joinedAt"):
        return None
    if happens(random, "joinedAt in the future"):
        return created_at + between(random, 30, 120)
    return joined

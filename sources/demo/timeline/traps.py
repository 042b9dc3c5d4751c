"""Every blemish of a real production that the rules must survive, with how often it is planted.

`chance` is the probability at the place where the blemish can arise; docs/demo.md lists what share of which
rows that comes to, and where to see it.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from random import Random
from typing import Any

from sources.demo.chance import between

Edit = tuple[datetime, Mapping[str, Any] | None]

CHANCE = {
    # people
    "profile without e-mail": 0.02,
    "blank e-mail": 0.01,
    "duplicate e-mail": 0.025,
    "blank name": 0.008,
    "unknown role": 0.012,
    "soft-deleted profile": 0.05,
    "profile restored": 0.15,
    "profile erased": 0.012,
    # goals
    "current goal of another student": 0.008,
    "current goal missing": 0.008,
    "several open goals": 0.006,
    "completed and abandoned": 0.03,
    "goal reopened": 0.04,
    "goal ended before its start": 0.01,
    # courses
    "duplicate enrollment": 0.012,
    "enrollment hard-deleted": 0.01,
    "enrollment reopened": 0.03,
    "enrollment completed before it began": 0.012,
    "completion dated anew": 0.01,
    "completion hard-deleted": 0.006,
    # videos
    "hardly watched": 0.004,
    "position outside the video": 0.006,
    "percent falls back": 0.006,
    "progress hard-deleted": 0.05,
    # reflections
    "reflection without timestamp": 0.06,
    "timestamp outside the video": 0.008,
    "unknown media type": 0.006,
    "reflection without content": 0.008,
    "blank response": 0.006,
    "response without responder": 0.012,
    "response without date": 0.008,
    "response before the reflection": 0.006,
    "responder is a student": 0.006,
    "response withdrawn": 0.008,
    "response edited": 0.03,
    # quizzes
    "quiz about a course": 0.08,
    "quiz about nothing": 0.012,
    "quiz with another video's course": 0.01,
    "quiz completed before it started": 0.006,
    "score out of range": 0.006,
    "completed without score": 0.01,
    "score without completion": 0.008,
    "regraded": 0.03,
    # milestones, notes, proofs, messages
    "unknown kind": 0.01,
    "milestone without goal": 0.12,
    "checkpoint without video": 0.012,
    "goal of another student": 0.006,
    "blank text": 0.006,
    "written twice": 0.008,
    "odd characters": 0.03,
    "sender is a student": 0.008,
    "proof without goal": 0.15,
    # every row that a student makes
    "recorded late": 0.02,
    "soft-deleted entry": 0.025,
    "soft-deleted from the start": 0.08,
    "entry restored": 0.2,
    "entry hard-deleted": 0.005,
}


def happens(random: Random, trap: str) -> bool:
    """Whether a blemish strikes here."""
    return random.random() < CHANCE[trap]


def email(random: Random, address: str, earlier: str | None) -> str | None:
    """An address, or what productions have in its place."""
    if happens(random, "profile without e-mail"):
        return None
    if happens(random, "blank e-mail"):
        return random.choice(("", "  "))
    if earlier and earlier.strip() and happens(random, "duplicate e-mail"):
        return random.choice((earlier, earlier.upper(), f"{earlier} "))
    return address


def removal(random: Random, moment: datetime) -> Iterator[Edit]:
    """What becomes of something written: most of it stays, some goes and a little comes back."""
    if happens(random, "soft-deleted entry"):
        at_once = happens(random, "soft-deleted from the start")
        deleted_at = moment if at_once else moment + between(random, 0.01, 40)
        yield deleted_at, {"deleted_at": deleted_at}
        if happens(random, "entry restored"):
            yield deleted_at + between(random, 0.01, 20), {"deleted_at": None}
    elif happens(random, "entry hard-deleted"):
        yield moment + between(random, 0.05, 40), None


def text(random: Random, written: str) -> str:
    """What somebody wrote, or what such fields hold besides."""
    if happens(random, "blank text"):
        return random.choice(("", "   ", "\n"))
    if happens(random, "odd characters"):
        return random.choice(ODDITIES).format(written)
    return written


ODDITIES = (
    "{} 🎉🎉",
    'I quote: "{}" \\ end of quote',
    "{}\n\n- one\n- two\t(tabbed)",
    "שלום. {}",
    "مرحبا — {}",
    "{} <b>bold</b> & 'single'; drop table notes; --",
    "=HYPERLINK(1) {}",
    "{} 👩🏽‍💻 naïve café",
)

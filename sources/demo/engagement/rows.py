"""Turns a student's plan into the row that production holds about the student, through time."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sources.demo.chance import between, draws
from sources.demo.engagement import levels, names, traps, world
from sources.demo.engagement.extras import branch_id
from sources.demo.engagement.students import Student
from sources.demo.history import History, Values, edited
from sources.demo.production import World

Edits = list[tuple[datetime, Mapping[str, Any] | None]]


def student(of: World, who: Student, seen_at: datetime | None) -> History:
    """A student's row: placed, lifted, corrected, seen in the app, deleted."""
    random = draws(of.seed, "row", who.key)
    written, placed = levels.placement(of, who)
    branch, _ = random.choice(world.BRANCHES)
    values: Values = {
        "id": who.id,
        "full_name": who.name,
        "level": written,
        "email": names.address(random),
        "phone": f"+593 9{random.randrange(10_000_000, 99_999_999)}",
        "branch_id": branch_id(of, branch),
        "last_seen_at": None,
        "deleted_at": None,
    }
    edits: Edits = [(moment, {"level": level}) for moment, level in levels.climbs(of, who)]
    if placed:
        edits.append((placed[0], {"level": placed[1]}))
    if random.random() < world.NAME_IS_CORRECTED:
        edits.append((who.created_at + between(random, 1, 90), {"full_name": names.full_name(random)}))
    if traps.happens(random, "edited long after"):
        edits.append((who.ends_at + between(random, 150, 800), {"email": names.address(random)}))
    if seen_at:
        edits.append((seen_at, {"last_seen_at": seen_at}))
    return edited(who.created_at, values, [*edits, *_ending(who)], created="created_at", updated="updated_at")


def _ending(who: Student) -> Edits:
    ending: Edits = []
    if who.deleted_at:
        ending.append((who.deleted_at, {"deleted_at": who.deleted_at}))
    if who.restored_at:
        ending.append((who.restored_at, {"deleted_at": None}))
    if who.vanishes_at:
        ending.append((who.vanishes_at, None))
    return ending

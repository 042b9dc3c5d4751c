"""How a student's level comes about: a placement, then an examination every few months of study."""

from datetime import datetime, timedelta

from sources.demo.chance import between, days, draws, weighted
from sources.demo.engagement import traps, world
from sources.demo.engagement.students import Student
from sources.demo.production import World

Climbs = tuple[tuple[datetime, str], ...]


def placement(of: World, student: Student) -> tuple[str | None, tuple[datetime, str] | None]:
    """The level on the day of registration, and when and as what those without one are placed."""
    random = draws(of.seed, "placement", student.key)
    placed = weighted(random, world.FIRST_LEVEL)
    written = traps.level(random, placed)
    if written is None and traps.happens(random, "placed later"):
        return None, (student.created_at + between(random, 8, 50), placed)
    return written, None


def climbs(of: World, student: Student) -> Climbs:
    """When the student reached which higher level."""
    random = draws(of.seed, "climbs", student.key)
    written, placed = placement(of, student)
    current = placed[1] if placed else (written or "").strip().upper()
    if current not in world.LEVELS:
        return ()
    found = []
    earliest = placed[0] if placed else student.created_at
    for start, end in student.phases:
        moment = max(start, earliest) + _until_the_next(random.random())
        while moment < end and current != world.LEVELS[-1]:
            if random.random() < world.PASSES:
                current = world.LEVELS[world.LEVELS.index(current) + 1]
                found.append((moment, current))
            moment += _until_the_next(random.random())
    return tuple(found)


def _until_the_next(draw: float) -> timedelta:
    shortest, longest = world.WEEKS_A_LEVEL
    return days(7 * (shortest + draw * (longest - shortest)))

"""Who has the centre's app open: a few students at any time of day or night, so that something always happens.

The app notes each time that it was last seen, which moves the row's `updated_at` and nothing that is copied beside it.
"""

from datetime import datetime, timedelta

from sources.demo.chance import between, draws
from sources.demo.engagement.students import Roster
from sources.demo.production import World

SHIFT = timedelta(hours=8)
LONGEST_STAY = timedelta(hours=1)
ONLINE_AT_ONCE = 3
NEWEST = 45.0


def last_seen(of: World, roster: Roster, until: datetime) -> dict[str, datetime]:
    """When each student was last seen in the app: now, for those who have it open."""
    seen: dict[str, datetime] = {}
    start = of.founded_at
    number = 0
    while start <= until:
        random = draws(of.seed, "app", number)
        for _ in range(ONLINE_AT_ONCE):
            student = roster.somebody(random, start, start + SHIFT + LONGEST_STAY, NEWEST)
            closes_at = start + SHIFT + between(random, 0, LONGEST_STAY / timedelta(days=1))
            if student:
                seen[student.id] = max(seen.get(student.id, start), min(until, closes_at))
        number += 1
        start += SHIFT
    return seen

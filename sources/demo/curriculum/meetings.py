"""Who came to a meeting, and what became of the record: late entries, slips and corrections."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from sources.demo.chance import between, days, draws, identifier
from sources.demo.curriculum import traps
from sources.demo.curriculum.catalogue import episode_id
from sources.demo.curriculum.circles import Group
from sources.demo.curriculum.lives import Meeting
from sources.demo.curriculum.people import Person
from sources.demo.curriculum.world import CURRICULUM
from sources.demo.history import History, Values
from sources.demo.production import World

# Corrections end here, inside the 45 days that a sync replaces.
CORRECTED_WITHIN_DAYS = 40.0


def attendance(of: World, group: Group, meeting: Meeting, guest: Person | None) -> Iterator[History]:
    """The attendance rows of one meeting, through time."""
    random = draws(of.seed, "meeting", group.key, meeting.number)
    late = between(random, 0.5, 9) if traps.happens(random, "meeting recorded late") else timedelta()
    deleted = traps.happens(random, "meeting deleted later")
    deleted_at = meeting.starts_at + late + between(random, 1, CORRECTED_WITHIN_DAYS - 10) if deleted else None
    for who in _present(random, group, meeting, guest):
        attended_at = meeting.starts_at + days(random.triangular(-6, 58, 8) / 1440)
        for episode in meeting.episodes:
            history = _record(random, of, group, meeting, who, episode, attended_at, late)
            if deleted_at:
                history = [version for version in history if version[0] < deleted_at] + [(deleted_at, None)]
            yield history
            if traps.happens(random, "duplicate attendance"):
                yield _twice(of, history)


def _present(random: Random, group: Group, meeting: Meeting, guest: Person | None) -> list[Person]:
    able: dict[str, tuple[Person, bool]] = {}
    for seat in group.seats:
        gone = min((moment for moment in (seat.left_at, seat.removed_at) if moment), default=None)
        who = seat.person
        here = seat.created_at <= meeting.starts_at and (gone is None or meeting.starts_at < gone)
        if who and seat.attends and here and who.is_there(meeting.starts_at):
            able.setdefault(who.id, (who, random.random() < seat.attends))
    present = [who for who, comes in able.values() if comes] or [who for who, _ in able.values()][:1]
    visits = traps.happens(random, "attendance of a guest")
    if visits and guest and guest.id not in able and guest.is_there(meeting.starts_at):
        present.append(guest)
    return present


def _record(
    random: Random,
    of: World,
    group: Group,
    meeting: Meeting,
    who: Person,
    episode: int,
    attended_at: datetime,
    late: timedelta,
) -> History:
    """One attendance as it was written, and as it was put right."""
    values: Values = {
        "id": identifier(of.seed, "Attendance", group.key, meeting.number, who.id, episode),
        "attendedAt": attended_at,
        "checkInMethod": "MANUAL" if late else "APP",
        "hangoutEpisodeId": _episode(random, of, group, episode),
        "hangoutGroupId": group.id,
        "userId": who.id,
    }
    recorded_at = attended_at + late
    corrected_at = attended_at + between(random, 10, CORRECTED_WITHIN_DAYS)
    if traps.happens(random, "attendance dated in the future"):
        history: History = [(recorded_at, values | {"attendedAt": attended_at + between(random, 46, 120)})]
        corrected = traps.happens(random, "future date corrected")
        return [*history, (corrected_at, values)] if corrected else history
    if traps.happens(random, "attendance deleted later"):
        return [(recorded_at, values), (corrected_at, None)]
    if traps.happens(random, "attendance moved later"):
        moved = values | {"attendedAt": attended_at - between(random, 0.8, 6)}
        return [(recorded_at, values), (corrected_at, moved)]
    return [(recorded_at, values)]


def _episode(random: Random, of: World, group: Group, episode: int) -> str:
    if traps.happens(random, "episode of another Hangout"):
        other = random.choice([course for course in CURRICULUM if course is not group.course])
        return episode_id(of.seed, other.hangout, min(episode, other.episodes))
    return episode_id(of.seed, group.edition, episode)


def _twice(of: World, history: History) -> History:
    """The same check-in once more, a second apart, as a double tap leaves it."""
    return [
        (moment, values and values | {"id": identifier(of.seed, "again", values["id"])}) for moment, values in history
    ]

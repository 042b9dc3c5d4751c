"""What a span of time did to the ngeShare production, computed without asking the database.

Every circle's whole life follows from the seed, so a span can be replayed at any time, and an organisation that
was simulated in pieces is the one that was simulated in one go. Only visits (`happenings.sql`) are drawn in the
database.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sources.demo.chance import between, draws, poisson
from sources.demo.curriculum import catalogue, meetings, rows, staff, world
from sources.demo.curriculum.circles import Circle, Group, circles, weeks
from sources.demo.curriculum.people import Person, person
from sources.demo.curriculum.seasons import intake
from sources.demo.history import Changes
from sources.demo.production import World

REACH = timedelta(days=meetings.CORRECTED_WITHIN_DAYS + 10)
ONE_DAY = timedelta(days=1)


def changes(of: World, since: datetime | None, until: datetime) -> Changes:
    """Everything that happened after `since` (None: ever) up to and including `until`."""
    found = Changes()
    known = circles(of, until)
    _catalogue(found, of, since, until)
    for who in _people(of, known, until):
        found.settle("User", rows.user(who), since, until)
    for table, history in staff.histories(of):
        found.settle(table, history, since, until)
    guest = known[0].groups[0].facilitator if known else None
    for circle in known:
        for group in circle.groups:
            _group(found, of, group, guest, since, until)
    return found


def _catalogue(found: Changes, of: World, since: datetime | None, until: datetime) -> None:
    for table, values in catalogue.extras(of):
        found.settle(table, [(of.founded_at, values)], since, until)
    for history in catalogue.hangouts(of, until):
        found.settle("Hangout", history, since, until)
    for history in catalogue.episodes(of, until):
        found.settle("HangoutEpisode", history, since, until)


def _people(of: World, known: tuple[Circle, ...], until: datetime) -> Iterator[Person]:
    """Everybody with an account: facilitators, members, and those who only registered."""
    people: dict[str, Person] = {}
    for circle in known:
        for group in circle.groups:
            people[group.facilitator.id] = group.facilitator
            people.update((seat.person.id, seat.person) for seat in group.seats if seat.person)
    yield from people.values()
    for week, start in weeks(of, until):
        random = draws(of.seed, "visitors", week)
        expected = 4 * of.scale * world.REGISTERS_WITHOUT_JOINING * intake(of.founded_at, start)
        for number in range(poisson(random, expected)):
            yield person(random, of.seed, f"visitor/{week}-{number}", start + between(random, 0, 7))


def _group(
    found: Changes, of: World, group: Group, guest: Person | None, since: datetime | None, until: datetime
) -> None:
    if group.created_at > until:
        return
    found.settle("HangoutGroup", rows.group(of, group), since, until)
    for seat in group.seats:
        found.settle("UserHangoutGroup", rows.membership(of, group, seat), since, until)
        if seat.pays:
            found.settle("Order", rows.order(of, seat), since, until)
    for meeting in group.life.meetings:
        if meeting.starts_at - ONE_DAY <= until and (since is None or meeting.starts_at + REACH > since):
            for history in meetings.attendance(of, group, meeting, guest):
                found.settle("UserHangoutGroupAttendance", history, since, until)

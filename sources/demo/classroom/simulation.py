"""What a span of time did to the ClassWaves production, computed without asking the database.

Every session's whole life follows from the seed, so a span can be replayed at any time, and schools that were
simulated in pieces are those that were simulated in one go. Only signs of life of the schools (`happenings.sql`) are
drawn in the database.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sources.demo.classroom import journal, readings, rows, schools, staff
from sources.demo.classroom.classroom import Classroom, classrooms
from sources.demo.classroom.sessions import DELETED_WITHIN_DAYS, PLANNED_AHEAD_DAYS, WEEK, sessions_of_week
from sources.demo.history import Changes, History
from sources.demo.production import World

# Sessions are set up before their week begins, and corrected or deleted long after it.
AHEAD = timedelta(days=PLANNED_AHEAD_DAYS + 2)
REACH = timedelta(days=DELETED_WITHIN_DAYS + 10)


def changes(of: World, since: datetime | None, until: datetime) -> Changes:
    """Everything that happened after `since` (None: ever) up to and including `until`."""
    found = Changes()
    first_week = 0 if since is None else max(0, (since - REACH - of.founded_at) // WEEK)
    for table, history in schools.histories(of):
        found.settle(table, history, since, until)
    for table, history in staff.histories(of):
        found.settle(table, history, since, until)
    for week in range(first_week, (until + AHEAD - of.founded_at) // WEEK + 1):
        for room in classrooms(of, list(sessions_of_week(of, week))):
            if room.session.configured_at <= until:
                for table, history in _of_session(of, room):
                    found.settle(table, history, since, until)
    for history in readings.weekly_usage(of, first_week, until):
        found.settle("resource_usage", history, since, until)
    return found


def _of_session(of: World, room: Classroom) -> Iterator[tuple[str, History]]:
    """All rows that one session brings about."""
    yield "sessions", rows.session(room.session)
    for group in room.groups:
        yield "session_groups", rows.group(room, group)
    for stay in room.stays:
        yield "participants", rows.participant(of, room, stay)
    for history in journal.events(of, room):
        yield "session_events", rows.gone_with(room, history)
    if not room.session.takes_place:
        return
    yield "transcripts", rows.transcript(of, room)
    yield "resource_usage", readings.usage(of, room)
    for table, histories in (
        ("session_metrics", readings.readings(of, room)),
        ("guidance_events", readings.guidance(of, room)),
        ("ai_analyses", readings.analyses(of, room)),
    ):
        for history in histories:
            yield table, rows.gone_with(room, history)

"""What a span of time did to the school, computed without asking the database.

Every student's whole life follows from the seed, so a span can be replayed at any time, and a school that was
simulated in pieces is the one that was simulated in one go.
"""

from collections.abc import Iterator
from datetime import datetime

from sources.demo.history import Changes, History
from sources.demo.production import World
from sources.demo.timeline import catalogue, people, staff, study_hall, studying
from sources.demo.timeline.people import Student


def changes(of: World, since: datetime | None, until: datetime) -> Changes:
    """Everything that happened after `since` (None: ever) up to and including `until`."""
    found = Changes()
    for table, history in _everything(of, since, until):
        found.settle(table, history, since, until)
    return found


def _everything(of: World, since: datetime | None, until: datetime) -> Iterator[tuple[str, History]]:
    for number, who in enumerate(people.instructors(of)):
        yield "profiles", people.instructor_profile(who, until if number < people.FIRST_INSTRUCTORS else None)
    yield from staff.histories(of)
    yield from catalogue.histories(of, until)
    yield from study_hall.histories(of, until)
    for student in people.students(of, until):
        if student.registered_at <= until and student.changes_between(since, until):
            yield from _student(of, student, until)


def _student(of: World, student: Student, until: datetime) -> Iterator[tuple[str, History]]:
    for table, history in studying.histories(of, student, until):
        if student.erased_at:
            history = [version for version in history if version[0] < student.erased_at]
            if not history:
                continue
            history.append((student.erased_at, None))
        yield table, history

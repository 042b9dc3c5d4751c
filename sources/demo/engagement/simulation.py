"""What a span of time did to the academy production, computed without asking the database.

Every student's whole life follows from the seed, so a span can be replayed at any time, and a study centre that
was simulated in pieces is the one that was simulated in one go.
"""

from datetime import datetime, timedelta

from sources.demo.engagement import check_ins, extras, planted, presence, rows, slips
from sources.demo.engagement.students import Roster, Student, roster
from sources.demo.engagement.visits import weeks_of_study
from sources.demo.history import Changes
from sources.demo.production import World

# A week's visits are looked at as a whole, and their records are put right until some weeks later.
REACH = slips.CORRECTED_WITHIN + timedelta(days=7)


def changes(of: World, since: datetime | None, until: datetime) -> Changes:
    """Everything that happened after `since` (None: ever) up to and including `until`."""
    found = Changes()
    known = roster(of, until)
    seen = presence.last_seen(of, known, until)
    for table, history in (*extras.fixtures(of), *planted.rows(of)):
        found.settle(table, history, since, until)
    for student in known.students:
        _student(found, of, known, student, seen.get(student.id), since, until)
    return found


def _student(
    found: Changes,
    of: World,
    known: Roster,
    student: Student,
    seen_at: datetime | None,
    since: datetime | None,
    until: datetime,
) -> None:
    if student.created_at > until:
        return
    found.settle("students", rows.student(of, student, seen_at), since, until)
    for exam in extras.exams(of, student):
        found.settle("level_exams", exam, since, until)
    for week in weeks_of_study(of, student, _earliest(student, since, until) or of.founded_at, until):
        for history in check_ins.of_week(of, known, student, week):
            found.settle("check_ins", history, since, until)


def _earliest(student: Student, since: datetime | None, until: datetime) -> datetime | None:
    """From when on the span may have changed the student's check-ins, None: from the first."""
    if since is None or _within(student.vanishes_at, since, until) or _within(student.created_at, since, until):
        return None
    return since - REACH


def _within(moment: datetime | None, since: datetime, until: datetime) -> bool:
    return moment is not None and since < moment <= until

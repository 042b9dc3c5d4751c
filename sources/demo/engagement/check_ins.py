"""What the kiosks recorded of the visits, and who came to put the records right."""

from collections.abc import Iterator
from random import Random

from sources.demo.chance import days, draws, identifier
from sources.demo.engagement import slips, traps, world
from sources.demo.engagement.extras import kiosk_id
from sources.demo.engagement.slips import Record
from sources.demo.engagement.students import Roster, Student
from sources.demo.engagement.visits import Visit, visits
from sources.demo.history import History, edited
from sources.demo.production import World


def of_week(of: World, roster: Roster, student: Student, week: int) -> Iterator[History]:
    """The check-ins of one student in one week, through time."""
    random = draws(of.seed, "week", student.key, week)
    for visit in visits(of, student, week, random):
        branch, _ = random.choices(world.BRANCHES, world.BRANCH_APPEAL)[0]
        kiosk = kiosk_id(of, branch, random.randrange(world.KIOSKS_A_BRANCH))
        method = random.choices(world.CHECK_IN_METHODS, world.METHOD_SHARE)[0]
        record = _opened(of, visit, kiosk, method)
        for made in _records(of, roster, random, visit, record):
            yield _history(student, made)


def _opened(of: World, visit: Visit, kiosk: str, method: str) -> Record:
    """The record at the moment of checking in."""
    values = {
        "id": identifier(of.seed, "Check-in", visit.key),
        "student_id": visit.student.id,
        "checked_in_at": visit.starts_at,
        "checked_out_at": None,
        "kiosk_id": kiosk,
        "method": method,
    }
    return Record(visit.starts_at, values)


def _records(of: World, roster: Roster, random: Random, visit: Visit, record: Record) -> Iterator[Record]:
    """The record of a visit with its corrections, sometimes a second one."""
    if visit.starts_at < visit.student.created_at:
        # A trial visit, written on paper until the student was registered.
        yield record.at(visit.student.created_at + days(1 / 288)).but(checked_out_at=visit.ends_at)
        return
    trap = None if visit.student.merged_at else traps.strikes(random)
    if trap == "check-in of the wrong card":
        other = roster.somebody(random, visit.starts_at, visit.starts_at + slips.CORRECTED_WITHIN, lately=200)
        yield slips.wrong_card(random, visit, record, other.id if other else visit.student.id)
    elif trap:
        yield from slips.SLIPS[trap](random, visit, record)
    else:
        yield record.closed(visit.ends_at)


def _history(student: Student, record: Record) -> History:
    edits = list(record.edits)
    if student.merged_at:
        edits.append((student.merged_at, {"student_id": student.merged_into}))
    if student.erased_at:
        edits.append((student.erased_at, None))
    history = edited(record.recorded_at, record.values, edits, created="created_at", updated="updated_at")
    if record.cursor:
        written = {"created_at": record.recorded_at, "updated_at": record.cursor}
        history[0] = (record.recorded_at, record.values | written)
    return history

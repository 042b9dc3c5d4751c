"""Turns sessions, groups and stays into the rows that a production holds about them."""

from datetime import datetime

from sources.demo.chance import draws, identifier
from sources.demo.classroom import world
from sources.demo.classroom.classroom import Classroom, Group, Stay
from sources.demo.classroom.clock import minutes
from sources.demo.classroom.sessions import Edit, Session
from sources.demo.history import History, Values, edited
from sources.demo.production import World

DEVICES = ("chromebook", "chromebook", "ipad", "laptop", "phone")


def session(found: Session) -> History:
    """A session from its set-up to its last correction."""
    at_once = found.begins_at < found.configured_at
    values: Values = {
        "id": found.id,
        "school_id": found.school.id,
        "teacher_id": found.first_teacher,
        "title": found.title,
        "subject": found.subject,
        "join_code": found.id[-6:].upper(),
        "planned_minutes": found.planned_minutes,
        "started_at": found.begins_at if at_once else None,
        "ended_at": None,
    }
    return edited(found.configured_at, values, found.edits, created="configured_at", updated="updated_at")


def group(room: Classroom, found: Group) -> History:
    """A group; it gets ready when its leader says so."""
    values: Values = {
        "id": found.id,
        "session_id": room.session.id,
        "name": f"Group {found.number + 1}",
        "ready_at": None,
    }
    edits: list[Edit] = []
    if found.ready_at:
        edits.append((found.ready_at, {"ready_at": found.ready_recorded}))
    return _row(found.created_at, values, edits, room, "created_at")


def participant(of: World, room: Classroom, stay: Stay) -> History:
    """A stay; display names are in no contract and must never be copied."""
    random = draws(of.seed, "device", stay.id)
    values: Values = {
        "id": stay.id,
        "session_id": room.session.id,
        "group_id": stay.recorded_group,
        "student_id": stay.student_id,
        "display_name": random.choice(world.GIVEN[room.session.school.place.language]),
        "device": random.choice(DEVICES),
        "left_at": None,
    }
    edits: list[Edit] = []
    if stay.later_group:
        edits.append((stay.later_group[0], {"group_id": stay.later_group[1].id}))
    if stay.left_recorded:
        edits.append((stay.left_at, {"left_at": stay.left_recorded}))
    if stay.deleted_at:
        edits.append((stay.deleted_at, None))
    return _row(stay.joined_at, values, edits, room, "joined_at")


def transcript(of: World, room: Classroom) -> History:
    """What was said, as far as it concerns nobody outside the school."""
    moment = room.session.ends_at + minutes(3)
    values: Values = {
        "id": identifier(of.seed, "transcript", room.session.key),
        "session_id": room.session.id,
        "created_at": moment,
        "content": f"[{room.session.title}] …",
    }
    return gone_with(room, [(moment, values)])


def gone_with(room: Classroom, history: History) -> History:
    """A row vanishes with its session."""
    deleted_at = room.session.deleted_at
    if deleted_at is None:
        return history
    seen = [version for version in history if version[0] < deleted_at]
    return [*seen, (deleted_at, None)] if seen else []


def _row(created_at: datetime, values: Values, edits: list[Edit], room: Classroom, created: str) -> History:
    return gone_with(room, edited(created_at, values, edits, created=created, updated="updated_at"))

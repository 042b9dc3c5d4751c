"""The log of a session: its events in order, and everything that can go wrong with a log."""

import json
from collections.abc import Iterator
from datetime import datetime
from random import Random
from typing import Any

from sources.demo.chance import between, draws, identifier
from sources.demo.classroom import traps, world
from sources.demo.classroom.classroom import Classroom
from sources.demo.classroom.clock import minutes, minutes_between
from sources.demo.history import History, Values
from sources.demo.production import World

Event = tuple[datetime, str, dict[str, Any]]


def events(of: World, room: Classroom) -> Iterator[History]:
    """The rows of a session's log, numbered as they happened."""
    random = draws(of.seed, "events", room.session.key)
    happened = sorted(_happened(room), key=lambda event: event[0])
    for sequence, event in enumerate(happened, start=1):
        values = _values(of, room, sequence, event)
        if not traps.happens(random, "event lost"):
            history = _logged(random, room, values)
            yield history
            if traps.happens(random, "number used twice"):
                yield _twice(of, history)


def _happened(room: Classroom) -> Iterator[Event]:
    session = room.session
    yield (
        session.configured_at,
        "configured",
        {"groupCount": len(room.groups), "plannedMinutes": session.planned_minutes},
    )
    if session.takes_place:
        yield (
            max(session.begins_at, session.configured_at),
            "started",
            {"groupCount": len(room.groups), "participantCount": room.present(session.begins_at)},
        )
    for group in room.groups:
        if group.ready_at:
            yield group.ready_at, "leader_ready", {"groupId": group.id}
    for stay in room.stays:
        who = {"groupId": stay.group.id if stay.group else None, "studentId": stay.student_id}
        yield stay.joined_at, "member_join", {**who, "participantCount": room.present(stay.joined_at)}
        if stay.left_early:
            yield stay.left_at, "member_leave", {**who, "participantCount": room.present(stay.left_at)}
    for ended_at in session.ended_events:
        ready = sum(group.ready_at is not None and group.ready_at <= ended_at for group in room.groups)
        lasted = max(0, int((ended_at - session.begins_at).total_seconds()))
        summary = {"durationSeconds": lasted, "participantCount": room.present(ended_at), "readyGroups": ready}
        yield ended_at, "ended", summary


def _values(of: World, room: Classroom, sequence: int, event: Event) -> Values:
    session = room.session
    event_time, event_type, payload = event
    took_over = session.begins_at - minutes(2)
    return {
        "id": identifier(of.seed, "event", session.key, sequence),
        "session_id": session.id,
        "teacher_id": session.first_teacher if event_time < took_over else session.teacher,
        "event_type": event_type,
        "event_time": event_time,
        "sequence": sequence,
        "payload": payload,
        "created_at": event_time,
        "client_version": "5.1.0",
    }


def _logged(random: Random, room: Classroom, values: Values) -> History:
    """An event as it was stored, when it could be seen, and perhaps until when."""
    stored_at = values["event_time"] + minutes_between(random, 0.001, 0.02)
    if traps.happens(random, "event stored late"):
        stored_at += between(random, 0.1, 4)
    seen_at = stored_at
    if traps.happens(random, "event committed late"):
        seen_at += minutes_between(random, 5, 400)
    values |= {"created_at": stored_at}
    if traps.happens(random, "time runs back"):
        values["event_time"] -= minutes_between(random, 5, 50)
    if traps.happens(random, "stored before it happened"):
        values["created_at"] = values["event_time"] - minutes_between(random, 0.02, 2)
    values |= _slips(random, room, values)
    if traps.happens(random, "event deleted later"):
        return [(seen_at, values), (seen_at + between(random, 1, 35), None)]
    return [(seen_at, values)]


def _slips(random: Random, room: Classroom, values: Values) -> Values:
    payload, event_type = values["payload"], values["event_type"]
    if traps.happens(random, "name in the payload"):
        language = room.session.school.place.language
        name = f"{random.choice(world.GIVEN[language])} {random.choice(world.FAMILY[language])}"
        payload = {**payload, random.choice(("studentName", "teacherName")): name}
    if traps.happens(random, "unknown type of event"):
        event_type = random.choice(("hand_raised", "screen_shared"))
    if traps.happens(random, "payload is no object"):
        payload = random.choice(([], "lost", None))
    return {"event_type": event_type, "payload": json.dumps(payload, ensure_ascii=False)}


def _twice(of: World, history: History) -> History:
    """The same number once more, as a client that repeats itself leaves it."""
    return [
        (moment, values and values | {"id": identifier(of.seed, "again", values["id"])}) for moment, values in history
    ]

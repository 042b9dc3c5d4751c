"""What the staff left behind while trying things out: a test school whose one session breaks every rule.

These few rows are there at every scale, so that the rarest blemishes are always present.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from sources.demo.chance import days, identifier
from sources.demo.classroom.clock import minutes
from sources.demo.history import History, Values, edited
from sources.demo.production import World

FAR_FUTURE = datetime(2099, 1, 1, 5, tzinfo=UTC)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def histories(of: World) -> Iterator[tuple[str, History]]:
    """All test rows, in the order of their foreign keys."""
    start = of.founded_at + days(0.5)
    yield "schools", _row(start, {"id": _id(of, "school"), "name": "ClassWaves QA", "time_zone": "America/New_Yorc"})
    for name, title in (("session", "TEST, do not delete"), ("session-2", " "), ("session-2099", "TEST 2099")):
        history = edited(start, _session(of, name, title), created="configured_at", updated="updated_at")
        yield "sessions", _ahead(history, "started_at") if name.endswith("2099") else history
    for name in ("session", "session-2"):
        history = _row(start, _of_session(of, f"group-{name}", name) | {"name": name, "ready_at": None})
        yield "session_groups", _ahead(history, "ready_at") if name.endswith("2") else history
    yield "participants", _ahead(_participant(of, start), "left_at")
    for table, column, values in _records(of):
        for name, moment in (("1970", EPOCH), ("2099", FAR_FUTURE), ("now", start + minutes(9))):
            yield table, [(start + days(1), values | {"id": _id(of, table, name), column: moment})]
    for number, (event_type, payload, event_time) in enumerate(_log(start)):
        yield "session_events", [(start + days(1), _event(of, number, event_type, payload, event_time))]


def _id(of: World, *key: str) -> str:
    return identifier(of.seed, "staff", *key)


def _row(moment: datetime, values: Values, created: str = "created_at") -> History:
    return edited(moment, values, created=created, updated="updated_at")


def _ahead(history: History, column: str) -> History:
    """A column and the cursor lie in the future, as a wrong clock writes them."""
    return [(moment, values and values | {column: FAR_FUTURE, "updated_at": FAR_FUTURE}) for moment, values in history]


def _session(of: World, name: str, title: str) -> Values:
    return {
        "id": _id(of, name),
        "school_id": _id(of, "school"),
        "teacher_id": _id(of, "teacher"),
        "title": title,
        "started_at": None,
        "ended_at": None,
    }


def _of_session(of: World, name: str, session: str) -> Values:
    return {"id": _id(of, name), "session_id": _id(of, session)}


def _participant(of: World, start: datetime) -> History:
    """A nameless student in a group of another session, who leaves in 2099."""
    values = _of_session(of, "participant", "session") | {"group_id": _id(of, "group-session-2"), "student_id": ""}
    return _row(start, values, created="joined_at")


def _records(of: World) -> Iterator[tuple[str, str, Values]]:
    """One blemished row for every table that only grows, with its column of time."""
    session = {"session_id": _id(of, "session")}
    scores = {"session_quality": -1.0, "participation_rate": 85.0, "latency_ms": -5.0, "requests": 1, "errors": 2}
    yield "session_metrics", "measured_at", {**session, **scores, "websocket_connections": 0}
    yield "guidance_events", "occurred_at", {**session, "kind": "nudge"}
    yield "ai_analyses", "finished_at", {**session, "processing_seconds": -1.0, "succeeded": False}
    used = {"transcription_minutes": -12.0, "storage_gb": 0.1, "compute_cost": -0.2}
    yield "resource_usage", "recorded_at", {"school_id": _id(of, "school"), **used}


def _log(start: datetime) -> Iterator[tuple[str, Any, datetime]]:
    yield "configured", {"groupCount": 1, "teacherName": "QA"}, start
    yield "started", [], start + minutes(5)
    yield "hand_raised", {}, start + minutes(1)
    yield "member_join", {"studentId": "qa"}, FAR_FUTURE
    yield "ended", {"durationSeconds": 0}, EPOCH


def _event(of: World, number: int, event_type: str, payload: Any, event_time: datetime) -> Values:
    """Numbers from zero on, and the last of them twice."""
    return {
        "id": _id(of, "event", str(number)),
        "session_id": _id(of, "session"),
        "teacher_id": _id(of, "teacher-2" if number else "teacher"),
        "event_type": event_type,
        "event_time": event_time,
        "sequence": min(number, 3),
        "payload": json.dumps(payload),
        "created_at": event_time,
    }

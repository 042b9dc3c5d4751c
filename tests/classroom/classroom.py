"""Tiny rows of live classrooms for tests: what a test does not name is as it should be."""

import json
from typing import Any

from psycopg import sql

from tests.factories import Connection

SET_UP, STARTED, INSIDE, ENDED = (f"2026-06-01 {time}+00" for time in ("08:50", "09:00", "09:20", "09:45"))
LAST_MOMENT, TOMORROW = "2026-06-15 23:59:59.999999+00", "2026-06-16 00:00+00"

OF_SESSION = {"session_id": "session"}
AS_IT_SHOULD_BE: dict[str, dict[str, Any]] = {
    "schools": {"name": "Lincoln", "time_zone": "America/Chicago", "updated_at": SET_UP},
    "sessions": {
        "school_id": "school", "teacher_id": "tess", "title": "Fractions", "configured_at": SET_UP,
        "started_at": STARTED, "ended_at": ENDED, "updated_at": ENDED,
    },
    "session_groups": {**OF_SESSION, "created_at": SET_UP, "ready_at": STARTED, "updated_at": STARTED},
    "participants": {
        **OF_SESSION, "group_id": "group", "student_id": "sam", "joined_at": STARTED, "left_at": ENDED,
        "updated_at": ENDED,
    },
    "session_metrics": {
        **OF_SESSION, "measured_at": INSIDE, "session_quality": 80, "engagement_score": 70, "participation_rate": 0.5,
        "collaboration_score": 60, "audio_quality": 90, "connection_stability": 80, "requests": 10, "errors": 1,
        "response_time_ms": 120, "latency_ms": 50, "websocket_connections": 9,
    },
    "guidance_events": {**OF_SESSION, "kind": "alert", "occurred_at": INSIDE},
    "ai_analyses": {**OF_SESSION, "finished_at": INSIDE, "processing_seconds": 8, "succeeded": True},
    "resource_usage": {"school_id": "school", "recorded_at": ENDED},
    "session_events": {
        **OF_SESSION, "teacher_id": "tess", "event_type": "started", "event_time": STARTED, "sequence": 1,
        "created_at": STARTED,
    },
}  # fmt: skip


def add(connection: Connection, table: str, key: str, **values: Any) -> None:
    """A row; what is not given is as it should be."""
    row = {"id": key, **AS_IT_SHOULD_BE[table], **values}
    told = [json.dumps(value) if column == "payload" else value for column, value in row.items()]
    connection.execute(
        sql.SQL("insert into {} ({}) values ({})").format(
            sql.Identifier("classwaves", table),
            sql.SQL(", ").join(map(sql.Identifier, row)),
            sql.SQL(", ").join([sql.Placeholder()] * len(row)),
        ),
        told,
    )


def log(connection: Connection, *events: tuple[int, str], session: str = "session") -> None:
    """Events of a session as (number, minute of the hour); each is named for its place in this list."""
    for place, (sequence, minute) in enumerate(events, start=1):
        moment = f"2026-06-01 09:{minute}+00"
        add(
            connection,
            "session_events",
            f"{session} {place}",
            session_id=session,
            sequence=sequence,
            event_time=moment,
            created_at=ENDED,
        )


def findings(connection: Connection) -> dict[tuple[str, str], list[str]]:
    """Sample keys of every check that found something, by check and table."""
    rows = connection.execute(
        'select "check", "table", count, sample_keys from analytics.data_quality where count > 0'
    ).fetchall()
    assert all(len(keys) == min(count, 5) for _, _, count, keys in rows)
    return {(check, table): keys for check, table, _, keys in rows}

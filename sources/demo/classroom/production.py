"""The ClassWaves production as a database: its tables, parents before children."""

from datetime import UTC
from pathlib import Path

from sources.demo.classroom import simulation
from sources.demo.production import Production
from sources.demo.writer import Table

SCHEMA = "classwaves"

SCHOOLS = Table(
    "schools",
    ("id", "name", "time_zone", "district", "created_at", "updated_at", "last_seen_at"),
    merged={
        "updated_at": "greatest(existing.updated_at, excluded.updated_at)",
        "last_seen_at": "greatest(existing.last_seen_at, excluded.last_seen_at)",
    },
    schema=SCHEMA,
)
SESSIONS = Table(
    "sessions",
    (
        "id", "school_id", "teacher_id", "title", "subject", "join_code", "planned_minutes", "configured_at",
        "started_at", "ended_at", "updated_at",
    ),
    schema=SCHEMA,
)  # fmt: skip
TEACHERS = Table("teachers", ("id", "school_id", "full_name", "email", "created_at", "updated_at"), schema=SCHEMA)
TRANSCRIPTS = Table("transcripts", ("id", "session_id", "created_at", "content"), schema=SCHEMA)
OF_SESSIONS = (
    Table("session_groups", ("id", "session_id", "name", "created_at", "ready_at", "updated_at"), schema=SCHEMA),
    Table(
        "participants",
        (
            "id", "session_id", "group_id", "student_id", "display_name", "device", "joined_at", "left_at",
            "updated_at",
        ),
        schema=SCHEMA,
    ),
    Table(
        "session_metrics",
        (
            "id", "session_id", "measured_at", "session_quality", "engagement_score", "participation_rate",
            "collaboration_score", "audio_quality", "connection_stability", "requests", "errors",
            "response_time_ms", "latency_ms", "websocket_connections", "sampler_version",
        ),
        schema=SCHEMA,
    ),
    Table("guidance_events", ("id", "session_id", "kind", "occurred_at"), schema=SCHEMA),
    Table("ai_analyses", ("id", "session_id", "finished_at", "processing_seconds", "succeeded"), schema=SCHEMA),
    Table(
        "resource_usage",
        ("id", "school_id", "recorded_at", "transcription_minutes", "storage_gb", "compute_cost"),
        schema=SCHEMA,
    ),
    Table(
        "session_events",
        (
            "id", "session_id", "teacher_id", "event_type", "event_time", "sequence", "payload", "created_at",
            "client_version",
        ),
        schema=SCHEMA,
    ),
)  # fmt: skip

CLASSWAVES = Production(
    name="classwaves",
    zone=UTC,
    directory=Path(__file__).parent,
    extra_tables=(TEACHERS, TRANSCRIPTS),
    copied_tables=(SCHOOLS, SESSIONS, *OF_SESSIONS),
    changes=simulation.changes,
    write_order=(SCHOOLS, TEACHERS, SESSIONS, TRANSCRIPTS, *OF_SESSIONS),
)

"""Tables of the live classrooms."""

from sources.imports.targets.target import FIRST, KEY, ZONE, Target, column, key, of, optional, updated

_READINGS = (
    "session_quality", "engagement_score", "participation_rate", "collaboration_score", "audio_quality",
    "connection_stability",
)  # fmt: skip

TABLES = (
    Target("schools", (key(), column("name", otherwise=KEY), column("time_zone", otherwise=ZONE), updated())),
    Target(
        "sessions",
        (
            key(),
            of("school_id", "schools"),
            column("teacher_id", otherwise="'—'"),
            column("title", otherwise=KEY),
            column("configured_at", "timestamptz", FIRST),
            optional("started_at", "timestamptz"),
            optional("ended_at", "timestamptz"),
            updated(),
        ),
    ),
    Target(
        "session_groups",
        (
            key(),
            of("session_id", "sessions"),
            column("created_at", "timestamptz"),
            optional("ready_at", "timestamptz"),
            updated(),
        ),
    ),
    Target(
        "participants",
        (
            key(),
            of("session_id", "sessions"),
            of("group_id", "session_groups", required=False),
            column("student_id"),
            column("joined_at", "timestamptz"),
            optional("left_at", "timestamptz"),
            updated(),
        ),
    ),
    Target(
        "session_metrics",
        (
            key(),
            of("session_id", "sessions"),
            column("measured_at", "timestamptz"),
            *(optional(name, "double precision") for name in _READINGS),
            column("requests", "integer", "0"),
            column("errors", "integer", "0"),
            optional("response_time_ms", "double precision"),
            optional("latency_ms", "double precision"),
            column("websocket_connections", "integer", "0"),
        ),
    ),
    Target(
        "guidance_events",
        (key(), of("session_id", "sessions"), column("kind"), column("occurred_at", "timestamptz")),
    ),
    Target(
        "ai_analyses",
        (
            key(),
            of("session_id", "sessions"),
            column("finished_at", "timestamptz"),
            column("processing_seconds", "double precision"),
            column("succeeded", "boolean"),
        ),
    ),
    Target(
        "resource_usage",
        (
            key(),
            of("school_id", "schools"),
            column("recorded_at", "timestamptz"),
            column("transcription_minutes", "double precision", "0"),
            column("storage_gb", "double precision", "0"),
            column("compute_cost", "double precision", "0"),
        ),
    ),
    Target(
        "session_events",
        (
            key(),
            of("session_id", "sessions"),
            column("teacher_id"),
            column("event_type"),
            column("event_time", "timestamptz"),
            column("sequence", "bigint"),
            column("payload", "jsonb", "'{}'"),
            column("created_at", "timestamptz", FIRST),
        ),
    ),
)

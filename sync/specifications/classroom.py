"""What is copied of live classrooms."""

from sync.specifications.specification import appended, updated

TABLES = (
    updated("schools"),
    updated("sessions", "started_at"),
    updated("session_groups", "created_at"),
    updated("participants", "joined_at"),
    appended("session_metrics", "measured_at"),
    appended("guidance_events", "occurred_at"),
    appended("ai_analyses", "finished_at"),
    appended("resource_usage", "recorded_at"),
    appended("session_events", "created_at", "event_time"),
)

"""What the contract says about live classrooms, computed hour by hour in plain Python, without looking at the SQL.

The one rule of the organisation, which decides no number, is an argument where it decides what people see.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import available_timezones

from tests.oracle.rules import Rules

HOUR = timedelta(hours=1)
GUIDANCE = {
    "prompt_generated": "total_prompts_generated",
    "prompt_used": "total_prompts_used",
    "intervention": "total_interventions",
    "alert": "total_alerts",
}
MEANS = {
    "session_quality": "avg_session_quality",
    "engagement_score": "avg_engagement_score",
    "participation_rate": "avg_participation_rate",
    "collaboration_score": "avg_collaboration_score",
    "audio_quality": "avg_audio_quality",
    "connection_stability": "avg_connection_stability",
    "response_time_ms": "avg_response_time",
    "latency_ms": "avg_latency_ms",
}
Row = dict[str, Any]
HIGHEST = {"participation_rate": 1.0, "response_time_ms": 1.7e308, "latency_ms": 1.7e308}
"""What a reading can be at most, where that is not 100; none is below 0."""


@dataclass
class Classrooms:
    """Rows of the raw tables, by table."""

    tables: dict[str, list[Row]] = field(default_factory=dict)

    def of(self, table: str) -> list[Row]:
        return self.tables.setdefault(table, [])

    def school_of(self, row: Row) -> str:
        [school] = [session["school_id"] for session in self.of("sessions") if session["id"] == row["session_id"]]
        return str(school)

    def active(self, school: str | None, hour: datetime) -> list[Row]:
        return [
            session
            for session in self.of("sessions")
            if school in {None, session["school_id"]}
            and session["started_at"] is not None
            and session["started_at"] < hour + HOUR
            and (session["ended_at"] is None or session["ended_at"] >= hour)
        ]

    def inside(self, school: str | None, hour: datetime) -> list[Row]:
        sessions = {session["id"] for session in self.active(school, hour)}
        return [
            stay
            for stay in self.of("participants")
            if stay["session_id"] in sessions
            and stay["joined_at"] < hour + HOUR
            and (stay["left_at"] is None or stay["left_at"] >= hour)
        ]

    def dated(self, table: str, column: str, school: str | None, hour: datetime) -> list[Row]:
        return [
            row
            for row in self.of(table)
            if row[column] is not None
            and hour <= row[column] < hour + HOUR
            and school in {None, row["school_id"] if "school_id" in row else self.school_of(row)}
        ]


def mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def ratio(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def metrics(rooms: Classrooms, school: str, hour: datetime) -> Row:
    sessions = rooms.active(school, hour)
    ids = {session["id"] for session in sessions}
    completed = rooms.dated("sessions", "ended_at", school, hour)
    stays = rooms.inside(school, hour)
    groups = [
        group
        for group in rooms.of("session_groups")
        if group["session_id"] in ids and group["created_at"] < hour + HOUR
    ]
    readings = rooms.dated("session_metrics", "measured_at", school, hour)
    guidance = [row for row in rooms.dated("guidance_events", "occurred_at", school, hour) if row["kind"] in GUIDANCE]
    analyses = rooms.dated("ai_analyses", "finished_at", school, hour)
    usage = sorted(
        rooms.dated("resource_usage", "recorded_at", school, hour), key=lambda row: (row["recorded_at"], row["id"])
    )
    sources = (sessions or completed, stays, groups, readings, guidance, analyses, usage)
    highest = {
        session: max(row["websocket_connections"] for row in readings if row["session_id"] == session)
        for session in {row["session_id"] for row in readings}
    }
    return {
        "sessions_active": len(sessions),
        "sessions_completed": len(completed),
        "teachers_active": len({session["teacher_id"] for session in sessions}),
        "students_active": len({stay["student_id"] for stay in stays}),
        "total_groups": len(groups),
        "ready_groups": len([group for group in groups if group["ready_at"] and group["ready_at"] < hour + HOUR]),
        **{name: mean(on_scale(column, readings)) for column, name in MEANS.items()},
        "total_errors": sum(row["errors"] for row in readings),
        "websocket_connections": sum(highest.values()),
        "error_rate": ratio(sum(row["errors"] for row in readings), sum(row["requests"] for row in readings)),
        **{name: len([row for row in guidance if row["kind"] == kind]) for kind, name in GUIDANCE.items()},
        "ai_analyses_completed": len(analyses),
        "avg_ai_processing_time": mean(row["processing_seconds"] for row in analyses),
        "ai_analysis_success_rate": ratio(len([row for row in analyses if row["succeeded"]]), len(analyses)),
        "total_transcription_minutes": sum(row["transcription_minutes"] for row in usage),
        "total_storage_gb": usage[-1]["storage_gb"] if usage else None,
        "estimated_compute_cost": sum(row["compute_cost"] for row in usage),
        "data_sources_count": len([source for source in sources if source]),
    }


def on_scale(column: str, readings: Iterable[Row]) -> list[float]:
    """Readings that can be; a comparison with NaN is false."""
    return [
        row[column] for row in readings if row[column] is not None and 0 <= row[column] <= HIGHEST.get(column, 100.0)
    ]


def zones(rooms: Classrooms, rules: Rules) -> dict[str, str]:
    """On whose clock people read each school's moments."""
    known = available_timezones() - {"localtime", "Factory"}
    return {
        school["id"]: school["time_zone"] if school["time_zone"] in known else rules["time_zone"]
        for school in rooms.of("schools")
    }


def hours_between(first: datetime, end: datetime) -> Iterator[datetime]:
    while first < end:
        yield first
        first += HOUR


def stored(rooms: Classrooms, first: datetime, end: datetime) -> dict[tuple[str, datetime], Row]:
    """Every row that the hourly table must hold."""
    found = {
        (school["id"], hour): metrics(rooms, school["id"], hour)
        for school in rooms.of("schools")
        for hour in hours_between(first, end)
    }
    return {key: row for key, row in found.items() if row["data_sources_count"]}


def dashboard(rooms: Classrooms, school: str | None, open_hour: datetime, hours: int) -> Row:
    """What the router must answer."""
    span = list(hours_between(open_hour - (hours - 1) * HOUR, open_hour + HOUR))
    sessions = [session for hour in span for session in rooms.active(school, hour)]
    readings = [row for hour in span for row in rooms.dated("session_metrics", "measured_at", school, hour)]
    return {
        "total_sessions": len({session["id"] for session in sessions}),
        "active_teachers": len({session["teacher_id"] for session in sessions}),
        "total_students": len({stay["student_id"] for hour in span for stay in rooms.inside(school, hour)}),
        "avg_participation": mean(on_scale("participation_rate", readings)),
        "avg_quality": mean(on_scale("session_quality", readings)),
        "total_errors": sum(row["errors"] for row in readings),
        "avg_latency": mean(on_scale("latency_ms", readings)),
    }

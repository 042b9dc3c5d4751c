"""What each table of Classroom Sessions shows."""

from typing import Any

from analytics.ui import clocks, logged, numbers
from analytics.ui.classroom import words
from analytics.ui.i18n import gettext as _
from analytics.ui.tables import Column, Columns


def activity_columns() -> Columns:
    """What happened, hour by hour."""
    return {
        "metric_hour": Column(clocks.heading(_("Hour"), words.ZONE), words.hour),
        "sessions_active": Column(_("Sessions"), numbers.whole),
        "sessions_completed": Column(_("Completed"), numbers.whole),
        "teachers_active": Column(_("Teachers"), numbers.whole),
        "students_active": Column(_("Students"), numbers.whole),
        "total_groups": Column(_("Groups"), numbers.whole),
        "ready_groups": Column(_("Ready"), numbers.whole),
    }


def quality_columns() -> Columns:
    """How well lessons went, hour by hour."""
    return {
        "metric_hour": Column(clocks.heading(_("Hour"), words.ZONE), words.hour),
        "quality": Column(_("Quality"), numbers.decimal),
        "engagement": Column(_("Engagement"), numbers.decimal),
        "participation": Column(_("Participation"), numbers.share),
        "collaboration": Column(_("Collaboration"), numbers.decimal),
    }


def system_columns() -> Columns:
    """How well the system did, hour by hour."""
    return {
        "metric_hour": Column(clocks.heading(_("Hour"), words.ZONE), words.hour),
        "response_time_ms": Column(_("Response time"), numbers.milliseconds),
        "latency_ms": Column(_("Latency"), numbers.milliseconds),
        "requests": Column(_("Requests"), numbers.whole),
        "errors": Column(_("Errors"), numbers.whole),
        "audio_quality": Column(_("Audio quality"), numbers.decimal),
        "connection_stability": Column(_("Connection"), numbers.decimal),
    }


def guidance_columns() -> Columns:
    """What guidance and analyses did, hour by hour."""
    return {
        "metric_hour": Column(clocks.heading(_("Hour"), words.ZONE), words.hour),
        **{name: Column(label, numbers.whole) for name, label in words.guidance_words().items()},
        "total_transcription_minutes": Column(_("Minutes transcribed"), numbers.whole),
        "estimated_compute_cost": Column(_("Estimated cost"), numbers.decimal),
    }


def session_columns() -> Columns:
    """Sessions of a period."""
    return {
        "title": Column(_("Session"), width=170),
        "school_name": Column(_("School"), width=145),
        "teacher_id": Column(_("Teacher"), width=80),
        "started_at": Column(_("Started"), numbers.minute, width=135),
        "ended_at": Column(_("Ended"), numbers.minute, width=135),
        "time_zone": Column(_("Clock of"), clocks.named, width=90),
        "groups": Column(_("Groups"), numbers.whole),
        "students": Column(_("Students"), numbers.whole),
        "events": Column(_("Events"), numbers.whole),
        "missing_events": Column(_("Missing"), numbers.whole),
    }


def left_out_columns() -> Columns:
    """Sessions and readings that no figure counts."""
    return {
        "happened_at": Column(_("Time"), numbers.minute, width=135),
        "time_zone": Column(_("Clock of"), clocks.named, width=90),
        "school_name": Column(_("School"), width=145),
        "title": Column(_("Session"), width=170),
        "measure": Column(_("What cannot be"), words.measure, width="medium"),
        "value": Column(_("Value"), numbers.exact),
        "session_id": Column(_("Id of the session"), width="medium"),
        "reading_id": Column(_("Id of the reading"), width="medium"),
    }


def rollup_columns() -> Columns:
    """Runs of the rollup."""
    return {
        "started_at": Column(_("Started"), _reader_moment),
        "origin": Column(_("Started by"), words.origin_word),
        "status": Column(_("Status"), words.run_word),
        "since_hour": Column(clocks.heading(_("First hour"), words.ZONE), words.hour),
        "until_hour": Column(clocks.heading(_("Last hour"), words.ZONE), words.hour),
        "hours": Column(_("Hours"), numbers.whole),
        "rows_written": Column(_("Rows changed"), numbers.whole),
        "message": Column(_("Message"), logged.again),
    }


def health_columns() -> Columns:
    """Checks behind the classrooms' numbers."""
    return {
        "check": Column(_("Check"), words.health_check),
        "status": Column(_("Status"), words.health_word),
        "detail": Column(_("Detail"), width="large"),
        "observed_at": Column(_("Seen"), _reader_moment),
    }


def _reader_moment(value: Any) -> str:
    return numbers.moment(value, clocks.readers())

"""What the classrooms' codes are called in the reader's language, and how their hours are written."""

from typing import Any

from analytics.ui import clocks, numbers
from analytics.ui.i18n import gettext as _
from analytics.zones import zone_of

ZONE = zone_of("analytics")
"""On whose clock the hours of the rollup are."""


def hour(value: Any) -> str:
    """An hour of the rollup, in UTC."""
    return numbers.minute(clocks.local(value, ZONE))


def guidance_words() -> dict[str, str]:
    """What guidance and analyses do."""
    return {
        "total_prompts_generated": _("Prompts generated"),
        "total_prompts_used": _("Prompts used"),
        "total_interventions": _("Interventions"),
        "total_alerts": _("Alerts"),
        "ai_analyses_completed": _("Analyses"),
    }


def event_word(code: str) -> str:
    """The name of a type of event."""
    return {
        "configured": _("Set up"),
        "started": _("Lesson started"),
        "leader_ready": _("Group ready"),
        "member_join": _("Student joined"),
        "member_leave": _("Student left"),
        "ended": _("Lesson ended"),
    }.get(code, code)


def origin_word(code: str) -> str:
    """Who started a rollup."""
    return {"schedule": _("Schedule"), "command line": _("Command line"), "sync": _("Sync")}.get(code, code)


def run_word(code: str) -> str:
    """How a rollup ended."""
    return {
        "running": _("running"),
        "succeeded": _("succeeded"),
        "failed": _("failed"),
        "interrupted": _("interrupted"),
    }.get(code, code)


def health_word(code: str) -> str:
    """How a check stands."""
    return {"ok": _("fine"), "degraded": _("degraded"), "down": _("down")}.get(code, code)


def health_check(code: str) -> str:
    """What was looked at behind the classrooms' numbers."""
    return {
        "dashboard_metrics_table": _("Hourly metrics"),
        "session_events_table": _("Log of events"),
        "rollup_job": _("Rollup"),
        "event_insertion_rate": _("Events that arrive"),
        "sync_freshness": _("Last sync"),
        "mv_freshness": _("Materialized views"),
    }.get(code, code)


def measure(code: str) -> str:
    """What was measured, by the column of the reading; of a session, how long it was open."""
    return {
        "open_hours": _("Hours it was open"),
        "session_quality": _("Quality"),
        "engagement_score": _("Engagement"),
        "participation_rate": _("Participation, 0 to 1"),
        "collaboration_score": _("Collaboration"),
        "audio_quality": _("Audio quality"),
        "connection_stability": _("Connection"),
        "response_time_ms": _("Response time, ms"),
        "latency_ms": _("Latency, ms"),
    }.get(code, code)

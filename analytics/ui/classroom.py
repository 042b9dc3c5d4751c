"""The words and parts of Classroom Sessions: filters, cards, columns, and the timeline of one session."""

from datetime import UTC
from typing import Any

import pandas as pd
import streamlit as st

from analytics import classroom
from analytics.ui import filters, loaders, numbers
from analytics.ui.cards import Card
from analytics.ui.i18n import gettext as _
from analytics.ui.i18n import ngettext
from analytics.ui.sections import section
from analytics.ui.tables import Column, Columns

EVERY = "all"
ZONE = "UTC"


def school(schools: pd.DataFrame) -> str | None:
    """One school, `?school=…`; None is all."""
    named = dict(zip(schools["school_id"], schools["name"], strict=True))
    chosen = filters.one_of_many(_("School"), {EVERY: _("All schools"), **named}, name="school", default=EVERY)
    return None if chosen == EVERY else chosen


def period() -> int:
    """How many hours, `?hours=…`."""
    words = {"24": _("24 hours"), "168": _("7 days"), "720": _("30 days")}
    return int(filters.one_of(_("Period"), words, name="hours", default="168"))


def served_from(origin: str) -> None:
    """Whether the figures come from closed hours or from the raw rows."""
    if origin == "rollup":
        st.badge(_("from closed hours"), icon=":material/bolt:", color="green")
    else:
        st.badge(
            _("computed from the source's rows"),
            icon=":material/hourglass_top:",
            color="orange",
            help=_(
                "Not every hour of this period is closed, or changes wait to be rolled up. The numbers are the same."
            ),
        )


def cards(figures: "pd.Series[Any]") -> list[Card]:
    """How much, by whom, how well."""
    nothing = _("Nothing was measured in this period.")
    participation, quality = figures["avg_participation"], figures["avg_quality"]
    return [
        Card(_("Sessions"), numbers.whole(figures["total_sessions"])),
        Card(_("Teachers"), numbers.whole(figures["active_teachers"])),
        Card(_("Students"), numbers.whole(figures["total_students"]), against=_("each counted once")),
        Card(
            _("Participation"),
            None if pd.isna(participation) else numbers.percent(participation * 100),
            # A mean beyond all comes from the source, whose mistakes the quality report names.
            against=_("some beyond 100 %") if participation > 1 else "",
            why=nothing if pd.isna(participation) else "",
        ),
        Card(
            _("Quality"),
            None if pd.isna(quality) else numbers.whole(round(quality)),
            against="" if pd.isna(quality) else _("of 100"),
            why=nothing if pd.isna(quality) else "",
        ),
    ]


def errors_in_words(measured: pd.DataFrame) -> str:
    """Requests that failed, of all."""
    requests, errors = int(measured["requests"].sum()), int(measured["errors"].sum())
    if not requests:
        return ""
    share = numbers.decimal(100 * errors / requests)
    return _("{errors} of {requests} requests failed ({share} %).").format(
        errors=numbers.whole(errors), requests=numbers.whole(requests), share=share
    )


def cost_in_words(activity: pd.DataFrame) -> str:
    """What the period used up."""
    return _("Transcribed: {minutes} minutes. Estimated cost: {cost}, in the source's currency.").format(
        minutes=numbers.whole(activity["total_transcription_minutes"].sum()),
        cost=numbers.decimal(activity["estimated_compute_cost"].sum()),
    )


def _hour(value: Any) -> str:
    return numbers.minute(value.astimezone(UTC))


def _moment(value: Any) -> str:
    return numbers.moment(value, ZONE)


def activity_columns() -> Columns:
    """What happened, hour by hour."""
    return {
        "metric_hour": Column(_("Hour"), _hour),
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
        "metric_hour": Column(_("Hour"), _hour),
        "quality": Column(_("Quality"), numbers.decimal),
        "engagement": Column(_("Engagement"), numbers.decimal),
        "participation": Column(_("Participation"), lambda share: numbers.percent(share * 100)),
        "collaboration": Column(_("Collaboration"), numbers.decimal),
    }


def system_columns() -> Columns:
    """How well the system did, hour by hour."""
    return {
        "metric_hour": Column(_("Hour"), _hour),
        "response_time_ms": Column(_("Response time"), numbers.milliseconds),
        "latency_ms": Column(_("Latency"), numbers.milliseconds),
        "requests": Column(_("Requests"), numbers.whole),
        "errors": Column(_("Errors"), numbers.whole),
        "audio_quality": Column(_("Audio quality"), lambda share: numbers.percent(share * 100)),
        "connection_stability": Column(_("Connection"), lambda share: numbers.percent(share * 100)),
    }


def guidance_columns() -> Columns:
    """What guidance and analyses did, hour by hour."""
    return {
        "metric_hour": Column(_("Hour"), _hour),
        **{name: Column(label, numbers.whole) for name, label in guidance_words().items()},
        "total_transcription_minutes": Column(_("Minutes transcribed"), numbers.whole),
        "estimated_compute_cost": Column(_("Estimated cost"), numbers.decimal),
    }


def guidance_words() -> dict[str, str]:
    """What guidance and analyses do."""
    return {
        "total_prompts_generated": _("Prompts generated"),
        "total_prompts_used": _("Prompts used"),
        "total_interventions": _("Interventions"),
        "total_alerts": _("Alerts"),
        "ai_analyses_completed": _("Analyses"),
    }


def session_columns() -> Columns:
    """Sessions of a period."""
    return {
        "title": Column(_("Session"), width=170),
        "school_name": Column(_("School"), width=145),
        "teacher_id": Column(_("Teacher"), width=80),
        "started_at": Column(_("Started"), _hour, width=135),
        "ended_at": Column(_("Ended"), _hour, width=135),
        "groups": Column(_("Groups"), numbers.whole),
        "students": Column(_("Students"), numbers.whole),
        "events": Column(_("Events"), numbers.whole),
        "missing_events": Column(_("Missing"), numbers.whole),
    }


def timeline(session: "pd.Series[Any]") -> None:
    """The events of one session, gaps marked."""
    events = loaders.load(classroom.session_timeline, session_id=str(session["session_id"]))
    missing = int(events["missing_before"].sum())
    gaps = ngettext("{count} event is missing from its log.", "{count} events are missing from its log.", missing)
    section(
        str(session["title"]),
        events,
        name="session_timeline",
        view="analytics.session_events",
        columns={
            "sequence": Column(_("Number"), numbers.whole),
            "missing_before": Column(_("Missing before"), _gap),
            "event_type": Column(_("Event"), event_word),
            "event_time": Column(_("Time"), _moment),
            "group_id": Column(_("Group")),
            "student_id": Column(_("Student")),
            "participants": Column(_("Participants")),
        },
        caption=gaps.format(count=numbers.whole(missing)) if missing else "",
        empty=_("Its log is empty."),
        of=str(session["session_id"]),
    )


def _gap(count: int) -> str:
    return f"⚠ {numbers.whole(count)}" if count else ""


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


def rollup_columns() -> Columns:
    """Runs of the rollup."""
    return {
        "started_at": Column(_("Started"), _hour),
        "origin": Column(_("Started by"), origin_word),
        "status": Column(_("Status"), run_word),
        "since_hour": Column(_("First hour"), _hour),
        "until_hour": Column(_("Last hour"), _hour),
        "hours": Column(_("Hours"), numbers.whole),
        "rows_written": Column(_("Rows changed"), numbers.whole),
        "message": Column(_("Message")),
    }


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


def health_columns() -> Columns:
    """Checks behind the classrooms' numbers."""
    return {
        "check": Column(_("Check")),
        "status": Column(_("Status"), health_word),
        "detail": Column(_("Detail"), width="large"),
        "observed_at": Column(_("Seen"), _hour),
    }


def health_word(code: str) -> str:
    """How a check stands."""
    return {"ok": _("fine"), "degraded": _("degraded"), "down": _("down")}.get(code, code)

"""Classrooms: what happened in live sessions hour by hour, how well they went, what they cost, and each session's log.

Every function answers one question from schema analytics; `as_of` is the day to look from (None: now). `school` None
means all; a period is the open hour and the `hours` - 1 before it, in UTC. All raise QueryError when the warehouse
cannot answer.
"""

from datetime import date

import pandas as pd

from analytics import counted, query
from analytics.question import question


@question("classwaves.schools")
def schools(*, as_of: date | None = None) -> pd.DataFrame:
    """Which schools are there? By name. Columns: school_id, name. Source: classwaves.schools."""
    return query.frame(
        'select id as school_id, name from classwaves.schools order by ops.sort_key(name), id collate "C"', as_of=as_of
    )


@question("analytics.figures_of_period", explained_by="analytics.dashboard_metrics")
def dashboard(*, school: str | None = None, hours: int = 24, as_of: date | None = None) -> pd.DataFrame:
    """How did a period go, without what cannot be? One row.

    Columns: total_sessions, active_teachers, total_students (each counted once), avg_participation (0 to 1),
    avg_quality (0 to 100), total_errors, avg_latency (milliseconds; means are missing without a reading),
    served_from (rollup, source), sessions_left_out (open for more than a day), readings_left_out (off their scale).
    Source: analytics.figures_of_period.
    """
    return query.frame(
        "select total_sessions, active_teachers, total_students, avg_participation, avg_quality, total_errors, "
        "avg_latency, served_from, sessions_left_out, readings_left_out "
        "from analytics.figures_of_period(cast(:school as text), :hours)",
        as_of=as_of,
        school=school,
        hours=hours,
    )


@question("analytics.hours_of_period", explained_by="analytics.dashboard_metrics_hourly", needs="sessions")
def activity(*, school: str | None = None, hours: int = 24, as_of: date | None = None) -> pd.DataFrame:
    """What happened in each hour of a period? Oldest first, the open hour last.

    Columns: metric_hour, is_open, sessions_active, sessions_completed, teachers_active, students_active, total_groups,
    ready_groups, total_prompts_generated, total_prompts_used, total_interventions, total_alerts,
    ai_analyses_completed, total_transcription_minutes, estimated_compute_cost. Source: analytics.hours_of_period.
    """
    return query.frame(
        "select metric_hour, is_open, sessions_active, sessions_completed, teachers_active, students_active, "
        "total_groups, ready_groups, total_prompts_generated, total_prompts_used, total_interventions, total_alerts, "
        "ai_analyses_completed, total_transcription_minutes, estimated_compute_cost "
        "from analytics.hours_of_period(cast(:school as text), :hours) order by metric_hour",
        as_of=as_of,
        school=school,
        hours=hours,
    )


@question("analytics.measurements_of_period", explained_by="analytics.hourly_readings", needs="readings")
def measurements(*, school: str | None = None, hours: int = 24, as_of: date | None = None) -> pd.DataFrame:
    """How well did lessons and system do in each hour of a period that has readings? Oldest first.

    Columns: metric_hour, quality, engagement, collaboration, audio_quality, connection_stability (0 to 100),
    participation (0 to 1), response_time_ms, latency_ms, requests, errors, error_rate (0 to 1).
    Source: analytics.measurements_of_period.
    """
    return query.frame(
        "select metric_hour, quality, engagement, participation, collaboration, audio_quality, connection_stability, "
        "response_time_ms, latency_ms, requests, errors, error_rate "
        "from analytics.measurements_of_period(cast(:school as text), :hours) order by metric_hour",
        as_of=as_of,
        school=school,
        hours=hours,
    )


@question("analytics.totals_of_period", explained_by="analytics.dashboard_metrics_hourly", needs="sessions")
def totals(*, school: str | None = None, hours: int = 24, as_of: date | None = None) -> pd.DataFrame:
    """What did a period add up to? One row.

    Columns: total_prompts_generated, total_prompts_used, total_interventions, total_alerts, ai_analyses_completed,
    total_transcription_minutes, estimated_compute_cost, requests, errors, errors_pct (of the requests, 0 to 100;
    missing without any). Source: analytics.totals_of_period.
    """
    return query.frame(
        "select total_prompts_generated, total_prompts_used, total_interventions, total_alerts, ai_analyses_completed, "
        "total_transcription_minutes, estimated_compute_cost, requests, errors, errors_pct "
        "from analytics.totals_of_period(cast(:school as text), :hours)",
        as_of=as_of,
        school=school,
        hours=hours,
    )


@question("analytics.sessions_of_period", explained_by="analytics.session_events", needs="sessions")
def sessions(*, school: str | None = None, hours: int = 24, as_of: date | None = None) -> pd.DataFrame:
    """Which sessions were active in a period? The newest 500, those that started last first.

    Columns: session_id, school_name, teacher_id, title, started_at, ended_at (missing: not ended), groups, students,
    events, missing_events, time_zone (the school's). Source: analytics.sessions_of_period.
    """
    return query.frame(
        "select session_id, school_name, teacher_id, title, started_at, ended_at, groups, students, events, "
        "missing_events, time_zone from analytics.sessions_of_period(cast(:school as text), :hours)",
        as_of=as_of,
        school=school,
        hours=hours,
    )


@question("analytics.left_out_of_period", explained_by="analytics.readings_off_scale")
def left_out(*, school: str | None = None, hours: int = 24, as_of: date | None = None) -> pd.DataFrame:
    """What of a period is in none of its figures, because it cannot be? Newest first.

    Columns: happened_at, school_name, title, measure (open_hours, or the column of the reading), value, session_id,
    reading_id (missing for a session), time_zone (the school's). Source: analytics.left_out_of_period.
    """
    return query.frame(
        "select happened_at, school_name, title, measure, value, session_id, reading_id, time_zone "
        "from analytics.left_out_of_period(cast(:school as text), :hours)",
        as_of=as_of,
        school=school,
        hours=hours,
    )


@question("analytics.session_timeline", explained_by="analytics.session_events")
def session_timeline(*, session_id: str = "", as_of: date | None = None) -> pd.DataFrame:
    """What happened in a session, in its order?

    Columns: sequence, missing_before (events that are missing right before it), event_type, event_time, group_id,
    student_id (a pseudonym), participants (missing where the event does not say). Source: analytics.session_timeline.
    """
    return query.frame(
        "select sequence, missing_before, event_type, event_time, payload ->> 'groupId' as group_id, "
        "payload ->> 'studentId' as student_id, payload ->> 'participantCount' as participants "
        "from analytics.session_timeline(:session_id) order by sequence",
        as_of=as_of,
        session_id=session_id,
    )


@question("ops.rollup_run", live=True)
def rollups(*, limit: int = 200) -> pd.DataFrame:
    """Which rollups ran, over which hours, and what changed? Newest first.

    Columns: run, origin, status, started_at, finished_at, since_hour, until_hour, hours, rows_written, message.
    Source: ops.rollup_run.
    """
    return query.frame(
        "select run, origin, status, started_at, finished_at, since_hour, until_hour, hours, rows_written, message "
        "from ops.rollup_run order by run desc limit :limit",
        limit=limit,
    )


@question("analytics.health_of_numbers", live=True)
def health() -> pd.DataFrame:
    """Does what stands behind the classrooms' numbers work?

    Columns: check, status (ok, degraded, down), detail (in English), observed_at, detail_code and detail_values (the
    same for any language). Source: analytics.health_of_numbers.
    """
    return query.frame(
        'select "check", status, detail, observed_at, detail_code, detail_values from analytics.health_of_numbers'
    )


@question("analytics.what_counts")
def what_counts(*, days: int = 0, hours: int = 0, as_of: date | None = None) -> pd.DataFrame:
    """How many of the copied rows do the pages rest on, until which day, and is that before the last days?

    Columns: subject, position, copied, counted, left_out, last_day, named (list), is_over. What must count first comes
    first. Reads all of history: asked only where there is nothing to show. Source: analytics.what_counts.
    """
    return query.frame(counted.statement_of("analytics"), days=days, hours=hours, as_of=as_of)

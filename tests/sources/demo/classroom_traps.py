"""Where each blemish planted in the live classrooms shows, as SQL on the simulated production, with its bounds."""

from tests.sources.demo.curriculum_traps import Trap

SCHOOLS = "classwaves.schools"
SESSIONS = "classwaves.sessions"
GROUPS = "classwaves.session_groups g join classwaves.sessions s on s.id = session_id"
PARTICIPANTS = "classwaves.participants p join classwaves.sessions s on s.id = session_id"
PARTICIPANTS_IN_GROUPS = "classwaves.participants p join classwaves.session_groups g on g.id = group_id"
STUDENTS = "(select count(*) as stays from classwaves.participants group by session_id, student_id) as student"
READINGS = "classwaves.session_metrics r join classwaves.sessions s on s.id = session_id"
GUIDANCE = "classwaves.guidance_events e join classwaves.sessions s on s.id = session_id"
ANALYSES = "classwaves.ai_analyses a join classwaves.sessions s on s.id = session_id"
USAGE = "classwaves.resource_usage"
EVENTS = "classwaves.session_events e join classwaves.sessions s on s.id = session_id"
LOG = (
    "(select event_time < lag(event_time) over w as runs_back, sequence - lag(sequence) over w as step "
    "from classwaves.session_events window w as (partition by session_id order by sequence, event_time)) as log"
)
NOW = "(select lived_until from demo.simulation where source = 'classwaves')"
OPEN_DAY = f"started_at < {NOW} - interval '24 hours'"
BEFORE_2000 = "< '2000-01-01'"

TRAPS = {
    "unknown time zone": Trap(SCHOOLS, "time_zone not in (select name from pg_timezone_names)", 1, 30),
    "never started": Trap(
        SESSIONS, f"started_at is null and ended_at is null and configured_at < {NOW} - interval '1 day'", 2, 10
    ),
    "ended without a start": Trap(SESSIONS, "started_at is null and ended_at is not null", 0.3, 4),
    "left open for a day": Trap(SESSIONS, f"coalesce(ended_at, {NOW}) > started_at + interval '24 hours'", 0.3, 4),
    "left open for good": Trap(SESSIONS, f"ended_at is null and {OPEN_DAY}", 0.05, 2),
    "ended before its start": Trap(SESSIONS, "ended_at < started_at", 0.1, 2.5),
    "set up after its start": Trap(SESSIONS, "started_at < configured_at", 0.3, 3),
    "session of the future": Trap(SESSIONS, f"started_at > {NOW} and updated_at > {NOW}", 0.01, 8),
    "blank title": Trap(SESSIONS, "trim(title) = ''", 0.01, 8),
    "never ready": Trap(GROUPS, "ready_at is null and started_at is not null", 3, 14),
    "ready before it was made": Trap(GROUPS, "ready_at < created_at", 0.05, 2),
    "made or ready after the end": Trap(GROUPS, "greatest(created_at, ready_at) > ended_at", 0.3, 5),
    "group of the future": Trap(GROUPS, f"ready_at > {NOW}", 0.001, 8),
    "without a group": Trap(PARTICIPANTS, "group_id is null", 1.5, 6),
    "group of another session": Trap(PARTICIPANTS_IN_GROUPS, "p.session_id <> g.session_id", 0.1, 2),
    "left before joining": Trap(PARTICIPANTS, "left_at < joined_at", 0.1, 2),
    "never left": Trap(PARTICIPANTS, "left_at is null and ended_at is not null", 1.5, 6),
    "joined after the end": Trap(PARTICIPANTS, "joined_at > ended_at", 0.2, 4),
    "student without a pseudonym": Trap(PARTICIPANTS, "student_id = ''", 0.001, 2),
    "participant of the future": Trap(PARTICIPANTS, f"left_at > {NOW}", 0.001, 2),
    "came back": Trap(STUDENTS, "stays > 1", 1.5, 9),
    "scores missing": Trap(
        READINGS,
        "session_quality is null or engagement_score is null or participation_rate is null or audio_quality is null",
        1.5,
        5,
    ),
    "participation in percent": Trap(READINGS, "participation_rate > 1", 0.1, 1.5),
    "score out of range": Trap(READINGS, "session_quality not between 0 and 100 or engagement_score > 100", 0.1, 1.5),
    "negative latency": Trap(READINGS, "latency_ms < 0", 0.1, 1.5),
    "more errors than requests": Trap(READINGS, "errors > requests", 0.1, 1.5),
    "reading outside its session": Trap(READINGS, "measured_at not between started_at and ended_at", 0.2, 4),
    "reading of the future": Trap(READINGS, f"measured_at > {NOW}", 0.001, 2),
    "impossible reading of 1970": Trap(READINGS, f"measured_at {BEFORE_2000}", 0.001, 2),
    "unknown kind of guidance": Trap(GUIDANCE, "kind = 'nudge'", 0.2, 2.5),
    "guidance outside its session": Trap(GUIDANCE, "occurred_at not between started_at and ended_at", 0.3, 4),
    "guidance of the future": Trap(GUIDANCE, f"occurred_at > {NOW}", 0.001, 2),
    "impossible guidance of 1970": Trap(GUIDANCE, f"occurred_at {BEFORE_2000}", 0.001, 2),
    "negative processing time": Trap(ANALYSES, "processing_seconds < 0", 0.2, 3),
    "failed analysis": Trap(ANALYSES, "not succeeded", 4, 9),
    "analysis of yesterday": Trap(ANALYSES, "finished_at > ended_at + interval '1 hour'", 0.5, 4),
    "analysis of the future": Trap(ANALYSES, f"finished_at > {NOW}", 0.001, 2),
    "impossible analysis of 1970": Trap(ANALYSES, f"finished_at {BEFORE_2000}", 0.001, 2),
    "negative usage": Trap(USAGE, "transcription_minutes < 0", 0.1, 2.5),
    "usage of the future": Trap(USAGE, f"recorded_at > {NOW}", 0.001, 2),
    "impossible usage of 1970": Trap(USAGE, f"recorded_at {BEFORE_2000}", 0.001, 2),
    "gap in the log": Trap(LOG, "step > 1", 0.2, 1.5),
    "number used twice": Trap(LOG, "step = 0", 0.05, 1),
    "time runs back": Trap(LOG, "runs_back", 0.1, 1.5),
    "name in the payload": Trap(
        EVENTS, "jsonb_typeof(payload) = 'object' and payload ?| '{studentName,teacherName}'::text[]", 0.2, 1.5
    ),
    "payload is no object": Trap(EVENTS, "jsonb_typeof(payload) <> 'object'", 0.01, 0.5),
    "unknown type of event": Trap(EVENTS, "event_type in ('hand_raised', 'screen_shared')", 0.1, 1),
    "event stored late": Trap(EVENTS, "created_at > event_time + interval '2 hours'", 0.4, 3),
    "stored before it happened": Trap(EVENTS, "created_at < event_time", 0.1, 1.2),
    "another teacher's event": Trap(EVENTS, "e.teacher_id <> s.teacher_id", 0.05, 1.5),
    "event number zero": Trap(EVENTS, "sequence = 0", 0.001, 1),
    "event of the future": Trap(EVENTS, f"event_time > {NOW}", 0.001, 1),
    "impossible event of 1970": Trap(EVENTS, f"event_time {BEFORE_2000}", 0.001, 1),
}

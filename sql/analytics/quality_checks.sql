-- analytics.quality_checks (view)
-- Question: which checks does the quality report of ClassWaves make?
-- Grain:    one row per check, table
-- Reads:    none
-- Traps:    error: a number on a page may be wrong; warning: rows are left out or look odd; info: worth knowing
create view analytics.quality_checks as
select
    listed."check",
    listed."table",
    listed.severity,
    listed.explanation
from (
    values
    ('missing_name', 'schools', 'info', 'Blank name.'),
    ('missing_date', 'schools', 'info', 'No updated_at.'),
    ('unknown_time_zone', 'schools', 'warning', 'PostgreSQL does not know its zone: its local times cannot be told.'),
    ('future_date', 'schools', 'warning', 'Changed after today.'),
    ('impossible_date', 'schools', 'warning', 'Changed before 2000.'),
    ('missing_title', 'sessions', 'info', 'Blank title.'),
    ('missing_teacher', 'sessions', 'warning', 'Blank teacher.'),
    ('missing_date', 'sessions', 'info', 'No updated_at.'),
    ('orphan_school', 'sessions', 'error', 'In quarantine: its school is missing.'),
    ('never_started', 'sessions', 'info', 'Set up more than 24 hours ago, neither started nor ended.'),
    ('ended_without_start', 'sessions', 'warning', 'Counts as completed, never as active.'),
    ('ended_before_start', 'sessions', 'warning', 'Ended before it started.'),
    ('started_before_configured', 'sessions', 'info', 'Started before it was set up.'),
    ('active_too_long', 'sessions', 'warning', 'Active for more than 24 hours: it counts in each of them.'),
    ('future_date', 'sessions', 'warning', 'Set up, started, ended or changed after today.'),
    ('impossible_date', 'sessions', 'warning', 'Before 2000, or changed before it was set up.'),
    ('missing_date', 'session_groups', 'info', 'No updated_at.'),
    ('orphan_session', 'session_groups', 'error', 'In quarantine: its session is missing.'),
    ('ready_before_created', 'session_groups', 'warning', 'Ready before it was made.'),
    ('after_session_end', 'session_groups', 'info', 'Made or ready after its session ended.'),
    ('future_date', 'session_groups', 'warning', 'Made, ready or changed after today.'),
    ('impossible_date', 'session_groups', 'warning', 'Before 2000, or changed before it was made.'),
    ('missing_date', 'participants', 'info', 'No updated_at.'),
    ('missing_student', 'participants', 'warning', 'Blank student: all such count as one.'),
    ('missing_group', 'participants', 'info', 'In no group.'),
    ('orphan_session', 'participants', 'error', 'In quarantine: its session is missing.'),
    ('orphan_group', 'participants', 'error', 'In quarantine: its group is missing.'),
    ('group_of_another_session', 'participants', 'warning', 'Its group belongs to another session.'),
    ('left_before_joined', 'participants', 'warning', 'Left before joining.'),
    ('never_left', 'participants', 'info', 'Still inside, although the session has ended.'),
    ('outside_session', 'participants', 'info', 'Joined before the session was set up or after it ended.'),
    ('future_date', 'participants', 'warning', 'Joined, left or changed after today.'),
    ('impossible_date', 'participants', 'warning', 'Before 2000, or changed before joining.'),
    ('missing_date', 'session_metrics', 'warning', 'Ignored: it counts in no hour.'),
    ('orphan_session', 'session_metrics', 'error', 'In quarantine: its session is missing.'),
    ('missing_session_quality', 'session_metrics', 'info', 'No session quality: left out of the mean.'),
    ('missing_engagement_score', 'session_metrics', 'info', 'No engagement score: left out of the mean.'),
    ('missing_participation_rate', 'session_metrics', 'info', 'No participation rate: left out of the mean.'),
    ('missing_collaboration_score', 'session_metrics', 'info', 'No collaboration score: left out of the mean.'),
    ('missing_audio_quality', 'session_metrics', 'info', 'No audio quality: left out of the mean.'),
    ('missing_connection_stability', 'session_metrics', 'info', 'No connection stability: left out of the mean.'),
    ('missing_response_time', 'session_metrics', 'info', 'No response time: left out of the mean.'),
    ('missing_latency', 'session_metrics', 'info', 'No latency: left out of the mean.'),
    ('rate_out_of_range', 'session_metrics', 'warning', 'The participation rate is not between 0 and 1: left out of the mean.'),
    ('score_out_of_range', 'session_metrics', 'warning', 'A score below 0 or above 100, or no number: left out of the mean.'),
    (
        'impossible_reading', 'session_metrics', 'error',
        'A negative count, which is summed; a time below 0 or no number, which is left out; one above a day.'
    ),
    ('more_errors_than_requests', 'session_metrics', 'warning', 'The error rate may exceed 1.'),
    ('outside_session', 'session_metrics', 'info', 'Measured before the session started or after it ended; it counts.'),
    ('future_date', 'session_metrics', 'warning', 'Measured after today.'),
    ('impossible_date', 'session_metrics', 'warning', 'Measured before 2000.'),
    ('missing_date', 'guidance_events', 'warning', 'Ignored: it counts in no hour.'),
    ('orphan_session', 'guidance_events', 'error', 'In quarantine: its session is missing.'),
    ('unknown_kind', 'guidance_events', 'warning', 'None of the four kinds: in no total.'),
    ('outside_session', 'guidance_events', 'info', 'Before the session started or after it ended; it counts.'),
    ('future_date', 'guidance_events', 'warning', 'Dated after today.'),
    ('impossible_date', 'guidance_events', 'warning', 'Dated before 2000.'),
    ('missing_date', 'ai_analyses', 'warning', 'Ignored: it counts in no hour.'),
    ('orphan_session', 'ai_analyses', 'error', 'In quarantine: its session is missing.'),
    ('impossible_duration', 'ai_analyses', 'error', 'Took less than no time, more than a day, or no number.'),
    ('before_session_start', 'ai_analyses', 'info', 'Finished before the session started.'),
    ('future_date', 'ai_analyses', 'warning', 'Finished after today.'),
    ('impossible_date', 'ai_analyses', 'warning', 'Finished before 2000.'),
    ('missing_date', 'resource_usage', 'warning', 'Ignored: it counts in no hour.'),
    ('orphan_school', 'resource_usage', 'error', 'In quarantine: its school is missing.'),
    ('impossible_usage', 'resource_usage', 'error', 'Negative, infinite or no number: the sums suffer.'),
    ('future_date', 'resource_usage', 'warning', 'Recorded after today.'),
    ('impossible_date', 'resource_usage', 'warning', 'Recorded before 2000.'),
    ('missing_date', 'session_events', 'info', 'No created_at.'),
    ('orphan_session', 'session_events', 'error', 'In quarantine: its session is missing.'),
    ('gap', 'session_events', 'warning', 'Events before it are missing.'),
    ('duplicate_sequence', 'session_events', 'warning', 'Another event of the session has the same number.'),
    ('decreasing_time', 'session_events', 'warning', 'Happened before the event that precedes it in the log.'),
    ('sequence_out_of_range', 'session_events', 'warning', 'Number below 1.'),
    ('unknown_type', 'session_events', 'warning', 'None of the six types.'),
    ('another_teacher', 'session_events', 'info', 'Another teacher than the session''s.'),
    ('payload_no_object', 'session_events', 'warning', 'The payload is no JSON object.'),
    ('payload_key', 'session_events', 'warning', 'The payload has keys that its type may not have: they are dropped.'),
    ('stored_before_it_happened', 'session_events', 'info', 'Stored before it happened: a clock was wrong.'),
    ('future_date', 'session_events', 'warning', 'Happened or stored after today.'),
    ('impossible_date', 'session_events', 'warning', 'Happened or stored before 2000.')
) as listed ("check", "table", severity, explanation);

comment on view analytics.quality_checks is 'The checks of the ClassWaves quality report.';
comment on column analytics.quality_checks."check" is 'Name of the check.';
comment on column analytics.quality_checks."table" is 'Raw table that it looks at.';
comment on column analytics.quality_checks.severity is 'error, warning or info.';
comment on column analytics.quality_checks.explanation is 'What a finding means.';

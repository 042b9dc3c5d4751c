-- 0011_classroom_hours: hourly metrics, their ledger, who was present when, and what is still to be brought up to date

-- Built-in functions only: derived functions are made anew by every migration, which an index would not survive.
create index sessions_active_idx on classwaves.sessions using gist (
    tstzrange(started_at, case when ended_at is not null then greatest(started_at, ended_at) end, '[]')
) where started_at is not null;
comment on index classwaves.sessions_active_idx is
    'Serves: the sessions that were active in an hour, however long the history and however many never ended';

create index participants_student_id_idx on classwaves.participants (student_id);
comment on index classwaves.participants_student_id_idx is 'Serves: analytics.refresh_presence: the stays of a student';

create index sessions_teacher_id_idx on classwaves.sessions (teacher_id);
comment on index classwaves.sessions_teacher_id_idx is 'Serves: analytics.refresh_presence: the sessions of a teacher';

create table ops.rollup_run (
    run bigint generated always as identity primary key,
    origin text not null,
    since_hour timestamptz,
    until_hour timestamptz,
    status text default 'running' not null check (status in ('running', 'succeeded', 'failed', 'interrupted')),
    started_at timestamptz default clock_timestamp() not null,
    finished_at timestamptz,
    hours bigint default 0 not null,
    rows_written bigint default 0 not null,
    message text
);
comment on table ops.rollup_run is 'One row per run of the hourly rollup, whoever started it.';
comment on column ops.rollup_run.run is 'Number of the run, ascending.';
comment on column ops.rollup_run.origin is 'Who started it: schedule, command line, sync.';
comment on column ops.rollup_run.since_hour is 'First hour that it was to roll up; null where there was none.';
comment on column ops.rollup_run.until_hour is 'Last hour that it was to roll up; null where there was none.';
comment on column ops.rollup_run.status is 'running, succeeded, failed, interrupted: the process died.';
comment on column ops.rollup_run.started_at is 'Moment it started.';
comment on column ops.rollup_run.finished_at is 'Moment it ended; null while it runs.';
comment on column ops.rollup_run.hours is 'Hours rolled up so far.';
comment on column ops.rollup_run.rows_written is 'Rows of analytics.dashboard_metrics_hourly written or removed so far.';
comment on column ops.rollup_run.message is 'What went wrong; null otherwise.';

create table analytics.rollup_ledger (
    metric_hour timestamptz primary key check (date_bin('1 hour', metric_hour, '2000-01-01 00:00+00') = metric_hour),
    closed_at timestamptz default clock_timestamp() not null,
    closed_by_run bigint,
    rolled_at timestamptz default clock_timestamp() not null,
    rolled_by_run bigint
);
comment on table analytics.rollup_ledger is 'Hours that are closed: their metrics are stored and kept equal to the raw rows.';
comment on column analytics.rollup_ledger.metric_hour is 'The hour, by its first moment.';
comment on column analytics.rollup_ledger.closed_at is 'Moment it was closed.';
comment on column analytics.rollup_ledger.closed_by_run is 'Run of ops.rollup_run that closed it; null: none that is known.';
comment on column analytics.rollup_ledger.rolled_at is 'Moment its metrics were computed last.';
comment on column analytics.rollup_ledger.rolled_by_run is 'Run of ops.rollup_run that computed them last; null: none that is known.';

create table analytics.dashboard_metrics_hourly (
    id text unique not null,
    school_id text not null,
    metric_hour timestamptz not null,
    sessions_active integer not null,
    sessions_completed integer not null,
    teachers_active integer not null,
    students_active integer not null,
    total_groups integer not null,
    ready_groups integer not null,
    avg_session_quality double precision,
    avg_engagement_score double precision,
    avg_participation_rate double precision,
    avg_collaboration_score double precision,
    avg_audio_quality double precision,
    avg_connection_stability double precision,
    total_errors bigint not null,
    avg_response_time double precision,
    websocket_connections bigint not null,
    avg_latency_ms double precision,
    error_rate double precision,
    total_prompts_generated integer not null,
    total_prompts_used integer not null,
    total_interventions integer not null,
    total_alerts integer not null,
    ai_analyses_completed integer not null,
    avg_ai_processing_time double precision,
    ai_analysis_success_rate double precision,
    total_transcription_minutes double precision not null,
    total_storage_gb double precision,
    estimated_compute_cost double precision not null,
    data_sources_count integer not null,
    calculation_method text not null,
    calculated_at timestamptz default clock_timestamp() not null,
    created_at timestamptz default clock_timestamp() not null,
    primary key (school_id, metric_hour)
);
create index dashboard_metrics_hourly_metric_hour_idx on analytics.dashboard_metrics_hourly (metric_hour);
comment on index analytics.dashboard_metrics_hourly_metric_hour_idx is 'Serves: the hours of a period, all schools together';
comment on table analytics.dashboard_metrics_hourly is 'What happened in each school in each closed hour in which anything did. Unrounded.';
comment on column analytics.dashboard_metrics_hourly.id is 'School, @, and the hour as 2026-11-21T04:00:00Z.';
comment on column analytics.dashboard_metrics_hourly.school_id is 'The school.';
comment on column analytics.dashboard_metrics_hourly.metric_hour is 'The hour (UTC), by its first moment.';
comment on column analytics.dashboard_metrics_hourly.sessions_active is 'Sessions that were active in the hour.';
comment on column analytics.dashboard_metrics_hourly.sessions_completed is 'Sessions that ended in the hour, started or not.';
comment on column analytics.dashboard_metrics_hourly.teachers_active is 'Distinct teachers of the active sessions.';
comment on column analytics.dashboard_metrics_hourly.students_active is 'Distinct students inside an active session.';
comment on column analytics.dashboard_metrics_hourly.total_groups is 'Groups of the active sessions, made before the hour''s end.';
comment on column analytics.dashboard_metrics_hourly.ready_groups is 'Of these, groups that were ready before the hour''s end.';
comment on column analytics.dashboard_metrics_hourly.avg_session_quality is
    'Mean session quality of the hour''s readings; null without one, as all means.';
comment on column analytics.dashboard_metrics_hourly.avg_engagement_score is 'Mean engagement.';
comment on column analytics.dashboard_metrics_hourly.avg_participation_rate is 'Mean participation, 0 to 1.';
comment on column analytics.dashboard_metrics_hourly.avg_collaboration_score is 'Mean collaboration.';
comment on column analytics.dashboard_metrics_hourly.avg_audio_quality is 'Mean audio quality.';
comment on column analytics.dashboard_metrics_hourly.avg_connection_stability is 'Mean steadiness of the connections.';
comment on column analytics.dashboard_metrics_hourly.total_errors is 'Requests that failed.';
comment on column analytics.dashboard_metrics_hourly.avg_response_time is 'Mean time to an answer, milliseconds.';
comment on column analytics.dashboard_metrics_hourly.websocket_connections is 'Open connections: sum of each session''s highest reading.';
comment on column analytics.dashboard_metrics_hourly.avg_latency_ms is 'Mean time on the way, milliseconds.';
comment on column analytics.dashboard_metrics_hourly.error_rate is 'Failed requests of all requests, 0 to 1; null without a request.';
comment on column analytics.dashboard_metrics_hourly.total_prompts_generated is 'Prompts that the guidance offered.';
comment on column analytics.dashboard_metrics_hourly.total_prompts_used is 'Prompts that a teacher used.';
comment on column analytics.dashboard_metrics_hourly.total_interventions is 'Interventions of the guidance.';
comment on column analytics.dashboard_metrics_hourly.total_alerts is 'Alerts of the guidance.';
comment on column analytics.dashboard_metrics_hourly.ai_analyses_completed is 'Analyses that finished, failed ones included.';
comment on column analytics.dashboard_metrics_hourly.avg_ai_processing_time is 'Mean seconds that they took.';
comment on column analytics.dashboard_metrics_hourly.ai_analysis_success_rate is 'Succeeded of finished, 0 to 1; null without one.';
comment on column analytics.dashboard_metrics_hourly.total_transcription_minutes is 'Minutes transcribed.';
comment on column analytics.dashboard_metrics_hourly.total_storage_gb is 'Gigabytes kept, by the hour''s last record; null without one.';
comment on column analytics.dashboard_metrics_hourly.estimated_compute_cost is 'Cost recorded, in the source''s currency.';
comment on column analytics.dashboard_metrics_hourly.data_sources_count is 'How many of the seven raw tables had a row that counts in the hour.';
comment on column analytics.dashboard_metrics_hourly.calculation_method is 'Version of the rules that computed the row.';
comment on column analytics.dashboard_metrics_hourly.calculated_at is
    'Moment these numbers were computed; a computation that finds the same leaves it.';
comment on column analytics.dashboard_metrics_hourly.created_at is 'Moment the row was stored first.';

create table analytics.hourly_readings (
    school_id text not null,
    metric_hour timestamptz not null,
    session_quality_sum double precision not null,
    session_quality_readings bigint not null,
    engagement_score_sum double precision not null,
    engagement_score_readings bigint not null,
    participation_rate_sum double precision not null,
    participation_rate_readings bigint not null,
    collaboration_score_sum double precision not null,
    collaboration_score_readings bigint not null,
    audio_quality_sum double precision not null,
    audio_quality_readings bigint not null,
    connection_stability_sum double precision not null,
    connection_stability_readings bigint not null,
    response_time_ms_sum double precision not null,
    response_time_ms_readings bigint not null,
    latency_ms_sum double precision not null,
    latency_ms_readings bigint not null,
    requests bigint not null,
    errors bigint not null,
    primary key (school_id, metric_hour)
);
create index hourly_readings_metric_hour_idx on analytics.hourly_readings (metric_hour);
comment on index analytics.hourly_readings_metric_hour_idx is 'Serves: the readings of a period, all schools together';
comment on table analytics.hourly_readings is
    'Sums and numbers of readings per school and closed hour that has any: what weighted means over many hours are made of.';
comment on column analytics.hourly_readings.school_id is 'The school.';
comment on column analytics.hourly_readings.metric_hour is 'The hour (UTC), by its first moment.';
comment on column analytics.hourly_readings.session_quality_sum is 'Sum of the readings of session quality.';
comment on column analytics.hourly_readings.session_quality_readings is 'Readings that have one.';
comment on column analytics.hourly_readings.engagement_score_sum is 'Sum of the readings of engagement.';
comment on column analytics.hourly_readings.engagement_score_readings is 'Readings that have one.';
comment on column analytics.hourly_readings.participation_rate_sum is 'Sum of the readings of participation.';
comment on column analytics.hourly_readings.participation_rate_readings is 'Readings that have one.';
comment on column analytics.hourly_readings.collaboration_score_sum is 'Sum of the readings of collaboration.';
comment on column analytics.hourly_readings.collaboration_score_readings is 'Readings that have one.';
comment on column analytics.hourly_readings.audio_quality_sum is 'Sum of the readings of audio quality.';
comment on column analytics.hourly_readings.audio_quality_readings is 'Readings that have one.';
comment on column analytics.hourly_readings.connection_stability_sum is 'Sum of the readings of connection stability.';
comment on column analytics.hourly_readings.connection_stability_readings is 'Readings that have one.';
comment on column analytics.hourly_readings.response_time_ms_sum is 'Sum of the readings of time to an answer.';
comment on column analytics.hourly_readings.response_time_ms_readings is 'Readings that have one.';
comment on column analytics.hourly_readings.latency_ms_sum is 'Sum of the readings of time on the way.';
comment on column analytics.hourly_readings.latency_ms_readings is 'Readings that have one.';
comment on column analytics.hourly_readings.requests is 'Requests.';
comment on column analytics.hourly_readings.errors is 'Requests that failed.';

create table analytics.presence (
    kind text not null check (kind in ('session', 'teacher', 'student')),
    school_id text not null,
    entity text not null,
    first_hour timestamptz not null,
    last_hour timestamptz not null,
    next_hour timestamptz not null,
    primary key (kind, school_id, entity, first_hour)
);
create index presence_latest_idx on analytics.presence (kind, school_id, last_hour)
include (first_hour, entity) where next_hour = 'infinity';
comment on index analytics.presence_latest_idx is
    'Serves: analytics.present: latest stretches, which is all that a period up to now needs, without reading rows';
create index presence_followed_idx on analytics.presence (kind, school_id, next_hour)
include (first_hour, last_hour, entity) where next_hour < 'infinity';
comment on index analytics.presence_followed_idx is
    'Serves: analytics.present: stretches that are followed after the end of a period in the past';
comment on table analytics.presence is
    'Unbroken stretches of active hours of each session, teacher and student in a school. Of those active between two '
    'hours each has exactly one stretch that begins by the second and whose successor begins after it: counting these '
    'counts everybody once.';
comment on column analytics.presence.kind is 'session, teacher or student.';
comment on column analytics.presence.school_id is 'The school.';
comment on column analytics.presence.entity is 'Id of the session, the teacher or the student (a pseudonym).';
comment on column analytics.presence.first_hour is 'First hour of the stretch.';
comment on column analytics.presence.last_hour is 'Last hour of the stretch; infinity while it has no end.';
comment on column analytics.presence.next_hour is 'First hour of the next stretch; infinity where there is none.';

create table analytics.changed_hours (
    change bigint generated always as identity primary key,
    school_id text,
    first_hour timestamptz not null,
    last_hour timestamptz not null
);
comment on table analytics.changed_hours is
    'Hours whose raw rows changed; written by triggers with the rows, taken away once they are rolled up again.';
comment on column analytics.changed_hours.change is 'Number of the change, ascending.';
comment on column analytics.changed_hours.school_id is 'The school; null: all schools.';
comment on column analytics.changed_hours.first_hour is 'First hour.';
comment on column analytics.changed_hours.last_hour is 'Last hour; infinity: all since.';

create table analytics.changed_presence (
    change bigint generated always as identity primary key,
    kind text not null,
    school_id text not null,
    entity text not null
);
comment on table analytics.changed_presence is
    'Sessions, teachers and students whose active hours may have changed; written by triggers, taken away once analytics.presence follows.';
comment on column analytics.changed_presence.change is 'Number of the change, ascending.';
comment on column analytics.changed_presence.kind is 'session, teacher or student.';
comment on column analytics.changed_presence.school_id is 'The school.';
comment on column analytics.changed_presence.entity is 'Id of the session, the teacher or the student.';

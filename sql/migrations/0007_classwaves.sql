-- 0007_classwaves: the classwaves replica in schema classwaves, and schema analytics for everything derived from it
-- The raw tables are the source's own, name by name.
-- Only the columns that serve as cursors may be empty here: a row without one is kept, not refused.

create schema classwaves;
comment on schema classwaves is 'classwaves replica: Live classroom sessions, per school. Times in UTC.';

create schema analytics;
comment on schema analytics is 'Derived from classwaves. Live classroom sessions, per school. Times in UTC.';

create table classwaves.schools (
    id text primary key,
    name text not null,
    time_zone text not null,
    updated_at timestamptz
);

create table classwaves.sessions (
    id text primary key,
    school_id text not null references classwaves.schools,
    teacher_id text not null,
    title text not null,
    configured_at timestamptz not null,
    started_at timestamptz,
    ended_at timestamptz,
    updated_at timestamptz
);

create table classwaves.session_groups (
    id text primary key,
    session_id text not null references classwaves.sessions,
    created_at timestamptz not null,
    ready_at timestamptz,
    updated_at timestamptz
);

create table classwaves.participants (
    id text primary key,
    session_id text not null references classwaves.sessions,
    group_id text references classwaves.session_groups,
    student_id text not null,
    joined_at timestamptz not null,
    left_at timestamptz,
    updated_at timestamptz
);

create table classwaves.session_metrics (
    id text primary key,
    session_id text not null references classwaves.sessions,
    measured_at timestamptz,
    session_quality double precision,
    engagement_score double precision,
    participation_rate double precision,
    collaboration_score double precision,
    audio_quality double precision,
    connection_stability double precision,
    requests integer default 0 not null,
    errors integer default 0 not null,
    response_time_ms double precision,
    latency_ms double precision,
    websocket_connections integer default 0 not null
);

create table classwaves.guidance_events (
    id text primary key,
    session_id text not null references classwaves.sessions,
    kind text not null,
    occurred_at timestamptz
);

create table classwaves.ai_analyses (
    id text primary key,
    session_id text not null references classwaves.sessions,
    finished_at timestamptz,
    processing_seconds double precision not null,
    succeeded boolean not null
);

create table classwaves.resource_usage (
    id text primary key,
    school_id text not null references classwaves.schools,
    recorded_at timestamptz,
    transcription_minutes double precision default 0 not null,
    storage_gb double precision default 0 not null,
    compute_cost double precision default 0 not null
);

create table classwaves.session_events (
    id text primary key,
    session_id text not null references classwaves.sessions,
    teacher_id text not null,
    event_type text not null,
    event_time timestamptz not null,
    sequence bigint not null,
    payload jsonb default '{}' not null,
    created_at timestamptz
);

create index sessions_school_id_started_at_idx on classwaves.sessions (school_id, started_at);
comment on index classwaves.sessions_school_id_started_at_idx is
    'Serves: the sessions of a school in a span of time; the sync: sessions of a deleted school (foreign key)';

create index sessions_ended_at_idx on classwaves.sessions (ended_at);
comment on index classwaves.sessions_ended_at_idx is
    'Serves: the sessions that were active or ended in an hour: those still open are at its end';

create index session_groups_session_id_idx on classwaves.session_groups (session_id);
comment on index classwaves.session_groups_session_id_idx is
    'Serves: the groups of a session; the sync: groups of a deleted session (foreign key)';

create index participants_session_id_idx on classwaves.participants (session_id);
comment on index classwaves.participants_session_id_idx is
    'Serves: the students of a session; the sync: participants of a deleted session (foreign key)';

create index participants_group_id_idx on classwaves.participants (group_id);
comment on index classwaves.participants_group_id_idx is
    'Serves: the students of a group; the sync: participants of a deleted group (foreign key)';

create index session_metrics_session_id_idx on classwaves.session_metrics (session_id);
comment on index classwaves.session_metrics_session_id_idx is
    'Serves: the readings of a session; the sync: readings of a deleted session (foreign key)';

create index session_metrics_measured_at_idx on classwaves.session_metrics (measured_at);
comment on index classwaves.session_metrics_measured_at_idx is 'Serves: the readings of an hour';

create index guidance_events_session_id_idx on classwaves.guidance_events (session_id);
comment on index classwaves.guidance_events_session_id_idx is
    'Serves: the guidance of a session; the sync: guidance of a deleted session (foreign key)';

create index guidance_events_occurred_at_idx on classwaves.guidance_events (occurred_at);
comment on index classwaves.guidance_events_occurred_at_idx is 'Serves: the guidance of an hour';

create index ai_analyses_session_id_idx on classwaves.ai_analyses (session_id);
comment on index classwaves.ai_analyses_session_id_idx is
    'Serves: the analyses of a session; the sync: analyses of a deleted session (foreign key)';

create index ai_analyses_finished_at_idx on classwaves.ai_analyses (finished_at);
comment on index classwaves.ai_analyses_finished_at_idx is 'Serves: the analyses of an hour';

create index resource_usage_school_id_recorded_at_idx on classwaves.resource_usage (school_id, recorded_at);
comment on index classwaves.resource_usage_school_id_recorded_at_idx is
    'Serves: what a school used in a span of time; the sync: usage of a deleted school (foreign key)';

-- With the time, so that a whole log is read and checked in its order without reading or sorting its rows.
create index session_events_session_id_sequence_idx
    on classwaves.session_events (session_id, sequence, event_time);
comment on index classwaves.session_events_session_id_sequence_idx is
    'Serves: the log of a session in its order; analytics.quality_of_event_order; '
    'the sync: events of a deleted session (foreign key)';

comment on table classwaves.schools is 'classwaves replica: schools that teach with ClassWaves.';
comment on column classwaves.schools.id is 'Key of the school.';
comment on column classwaves.schools.name is 'Name of the school.';
comment on column classwaves.schools.time_zone is
    'Zone of the school''s clocks, as the source writes it; hours are UTC, so no rule reads it.';
comment on column classwaves.schools.updated_at is 'Last change of the row; the cursor of the sync.';

comment on table classwaves.sessions is 'classwaves replica: live classroom sessions, from their set-up to their end.';
comment on column classwaves.sessions.id is 'Key of the session.';
comment on column classwaves.sessions.school_id is 'The school.';
comment on column classwaves.sessions.teacher_id is 'The teacher; there is no table of teachers.';
comment on column classwaves.sessions.title is 'What the session is about.';
comment on column classwaves.sessions.configured_at is 'When the session was set up.';
comment on column classwaves.sessions.started_at is 'When the teacher started it; empty until then.';
comment on column classwaves.sessions.ended_at is 'When it ended; while empty, a started session counts as active.';
comment on column classwaves.sessions.updated_at is 'Last change of the row; the cursor of the sync.';

comment on table classwaves.session_groups is 'classwaves replica: the groups that a session is split into.';
comment on column classwaves.session_groups.id is 'Key of the group.';
comment on column classwaves.session_groups.session_id is 'The session.';
comment on column classwaves.session_groups.created_at is 'When the group was made; it counts from then on.';
comment on column classwaves.session_groups.ready_at is 'When its leader said that it is ready; empty until then.';
comment on column classwaves.session_groups.updated_at is 'Last change of the row; the cursor of the sync.';

comment on table classwaves.participants is 'classwaves replica: a student''s stay in a session. Pseudonyms only, no names.';
comment on column classwaves.participants.id is 'Key of the stay; a student who comes back has another.';
comment on column classwaves.participants.session_id is 'The session.';
comment on column classwaves.participants.group_id is 'The group; empty for a student without one.';
comment on column classwaves.participants.student_id is 'The student''s pseudonym, the same in every session.';
comment on column classwaves.participants.joined_at is 'When the student came in.';
comment on column classwaves.participants.left_at is 'When the student left; empty while inside.';
comment on column classwaves.participants.updated_at is 'Last change of the row; the cursor of the sync.';

comment on table classwaves.session_metrics is 'classwaves replica: readings of a running session, one every few minutes.';
comment on column classwaves.session_metrics.id is 'Key of the reading.';
comment on column classwaves.session_metrics.session_id is 'The session.';
comment on column classwaves.session_metrics.measured_at is
    'When it was taken; the cursor of the sync. The reading counts in this hour.';
comment on column classwaves.session_metrics.session_quality is
    'How well the session went; empty readings are left out of means, as in all columns but the counts.';
comment on column classwaves.session_metrics.engagement_score is 'How engaged the students were.';
comment on column classwaves.session_metrics.participation_rate is 'Share of the students who took part, 0 to 1.';
comment on column classwaves.session_metrics.collaboration_score is 'How well the groups worked together.';
comment on column classwaves.session_metrics.audio_quality is 'How well they could be heard.';
comment on column classwaves.session_metrics.connection_stability is 'How steady the connections were.';
comment on column classwaves.session_metrics.requests is 'Requests since the reading before.';
comment on column classwaves.session_metrics.errors is 'Requests that failed, of these.';
comment on column classwaves.session_metrics.response_time_ms is 'Mean time to an answer, in milliseconds.';
comment on column classwaves.session_metrics.latency_ms is 'Mean time on the way, in milliseconds.';
comment on column classwaves.session_metrics.websocket_connections is 'Open connections at that moment.';

comment on table classwaves.guidance_events is 'classwaves replica: what the guidance engine did for a teacher.';
comment on column classwaves.guidance_events.id is 'Key of the event.';
comment on column classwaves.guidance_events.session_id is 'The session.';
comment on column classwaves.guidance_events.kind is 'prompt_generated, prompt_used, intervention or alert.';
comment on column classwaves.guidance_events.occurred_at is 'When it happened; the cursor of the sync.';

comment on table classwaves.ai_analyses is 'classwaves replica: analyses of what was said in a session.';
comment on column classwaves.ai_analyses.id is 'Key of the analysis.';
comment on column classwaves.ai_analyses.session_id is 'The session.';
comment on column classwaves.ai_analyses.finished_at is 'When it finished; the cursor of the sync.';
comment on column classwaves.ai_analyses.processing_seconds is 'How long it took.';
comment on column classwaves.ai_analyses.succeeded is 'Whether it came to a result.';

comment on table classwaves.resource_usage is 'classwaves replica: what a school used up.';
comment on column classwaves.resource_usage.id is 'Key of the record.';
comment on column classwaves.resource_usage.school_id is 'The school.';
comment on column classwaves.resource_usage.recorded_at is 'When it was recorded; the cursor of the sync.';
comment on column classwaves.resource_usage.transcription_minutes is 'Minutes transcribed since the record before.';
comment on column classwaves.resource_usage.storage_gb is 'Gigabytes kept at that moment.';
comment on column classwaves.resource_usage.compute_cost is
    'Estimated cost since the record before, in the source''s currency.';

comment on table classwaves.session_events is 'classwaves replica: the source''s own log of what happened in a session.';
comment on column classwaves.session_events.id is 'Key of the event.';
comment on column classwaves.session_events.session_id is 'The session.';
comment on column classwaves.session_events.teacher_id is 'The teacher who led it then.';
comment on column classwaves.session_events.event_type is
    'configured, started, leader_ready, member_join, member_leave or ended.';
comment on column classwaves.session_events.event_time is 'When it happened.';
comment on column classwaves.session_events.sequence is 'Its place in the session''s log, from 1.';
comment on column classwaves.session_events.payload is
    'Details; only the keys that belong to the event''s type are used.';
comment on column classwaves.session_events.created_at is 'When it was stored; the cursor of the sync.';

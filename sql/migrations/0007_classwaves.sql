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

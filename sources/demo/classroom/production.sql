-- The tables of a ClassWaves production: the nine that Atalaya copies, among tables and columns that it must ignore.
-- Names and e-mails are in the latter only.

create schema if not exists classwaves;

drop table if exists classwaves.session_events, classwaves.resource_usage, classwaves.ai_analyses,
    classwaves.guidance_events, classwaves.session_metrics, classwaves.participants, classwaves.session_groups,
    classwaves.transcripts, classwaves.sessions, classwaves.teachers, classwaves.schools,
    classwaves.schema_migrations cascade;

create table classwaves.schema_migrations (
    version bigint primary key, applied_at timestamptz default now() not null);

create table classwaves.schools (
    id text primary key, name text not null, district text, time_zone text not null,
    created_at timestamptz not null, updated_at timestamptz not null, last_seen_at timestamptz);

create table classwaves.teachers (
    id text primary key, school_id text not null references classwaves.schools, full_name text not null, email text,
    created_at timestamptz not null, updated_at timestamptz not null);

create table classwaves.sessions (
    id text primary key, school_id text not null references classwaves.schools, teacher_id text not null,
    title text not null, subject text, join_code text, planned_minutes integer, configured_at timestamptz not null,
    started_at timestamptz, ended_at timestamptz, updated_at timestamptz not null);

create table classwaves.transcripts (
    id text primary key, session_id text not null references classwaves.sessions, created_at timestamptz not null,
    content text not null);

create table classwaves.session_groups (
    id text primary key, session_id text not null references classwaves.sessions, name text,
    created_at timestamptz not null, ready_at timestamptz, updated_at timestamptz not null);

create table classwaves.participants (
    id text primary key, session_id text not null references classwaves.sessions,
    student_id text not null, display_name text, device text,
    group_id text references classwaves.session_groups, joined_at timestamptz not null, left_at timestamptz,
    updated_at timestamptz not null);

create table classwaves.session_metrics (
    id text primary key, session_id text not null references classwaves.sessions, measured_at timestamptz not null,
    session_quality double precision, engagement_score double precision, participation_rate double precision,
    collaboration_score double precision, audio_quality double precision, connection_stability double precision,
    requests integer default 0 not null, errors integer default 0 not null, response_time_ms double precision,
    latency_ms double precision, websocket_connections integer default 0 not null, sampler_version text);

create table classwaves.guidance_events (
    id text primary key, session_id text not null references classwaves.sessions, kind text not null,
    occurred_at timestamptz not null);

create table classwaves.ai_analyses (
    id text primary key, session_id text not null references classwaves.sessions, finished_at timestamptz not null,
    processing_seconds double precision not null, succeeded boolean not null);

create table classwaves.resource_usage (
    id text primary key, school_id text not null references classwaves.schools, recorded_at timestamptz not null,
    transcription_minutes double precision default 0 not null, storage_gb double precision default 0 not null,
    compute_cost double precision default 0 not null);

create table classwaves.session_events (
    id text primary key, session_id text not null references classwaves.sessions, teacher_id text not null,
    client_version text, event_type text not null, event_time timestamptz not null, sequence bigint not null,
    payload jsonb default '{}' not null, created_at timestamptz not null);

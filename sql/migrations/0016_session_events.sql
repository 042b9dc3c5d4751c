-- 0016_session_events: the log of what happened in each session, from the sources and from the API

create table analytics.session_events (
    id text primary key,
    session_id text not null,
    teacher_id text not null,
    event_type text not null,
    event_time timestamptz not null,
    sequence bigint not null check (sequence >= 1),
    payload jsonb default '{}' not null check (jsonb_typeof(payload) = 'object'),
    created_at timestamptz default clock_timestamp() not null,
    idempotency_key text unique,
    unique (session_id, sequence)
);
create index session_events_created_at_idx on analytics.session_events (created_at);
comment on index analytics.session_events_created_at_idx is 'Serves: analytics.health_of_events: how many events arrive';
comment on table analytics.session_events is
    'What happened in each session, one event after the other. Only ever added to: what a source deletes stays.';
comment on column analytics.session_events.id is 'Key of the event, the source''s own where it came from one.';
comment on column analytics.session_events.session_id is 'The session.';
comment on column analytics.session_events.teacher_id is 'The teacher who led it then.';
comment on column analytics.session_events.event_type is 'configured, started, leader_ready, member_join, member_leave or ended.';
comment on column analytics.session_events.event_time is 'When it happened.';
comment on column analytics.session_events.sequence is 'Its place in the session''s log, from 1.';
comment on column analytics.session_events.payload is 'Details: only keys that its type may have, so that no names enter.';
comment on column analytics.session_events.created_at is 'When it was stored, at the source where it came from one.';
comment on column analytics.session_events.idempotency_key is 'The sender''s name for it, by which a repetition is known; null: none.';

-- analytics.session_events (fact)
-- Question: what happened in each session, one event after the other?
-- Grain:    one row per event (id)
-- Traps:    only ever added to: what a source changes or deletes stays as it came; also written by the HTTP API
comment on table analytics.session_events is
    'What happened in each session, one event after the other. Only ever added to: what a source deletes stays.';
comment on column analytics.session_events.id is 'Key of the event, the source''s own where it came from one.';
comment on column analytics.session_events.session_id is 'The session.';
comment on column analytics.session_events.teacher_id is 'The teacher who led it then.';
comment on column analytics.session_events.event_type is
    'configured, started, leader_ready, member_join, member_leave or ended.';
comment on column analytics.session_events.event_time is 'When it happened.';
comment on column analytics.session_events.sequence is 'Its place in the session''s log, from 1.';
comment on column analytics.session_events.payload is
    'Details: only keys that its type may have, so that no names enter.';
comment on column analytics.session_events.created_at is 'When it was stored, at the source where it came from one.';
comment on column analytics.session_events.idempotency_key is
    'The sender''s name for it, by which a repetition is known; null: none.';

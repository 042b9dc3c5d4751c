-- The indexes that a production would have, made after the tables are full.

create index on classwaves.sessions (school_id, started_at);
create index on classwaves.sessions (updated_at);
create index on classwaves.session_groups (session_id);
create index on classwaves.participants (session_id);
create index on classwaves.participants (group_id);
create index on classwaves.session_metrics (session_id, measured_at);
create index on classwaves.guidance_events (session_id);
create index on classwaves.ai_analyses (session_id);
create index on classwaves.resource_usage (school_id, recorded_at);
create index on classwaves.session_events (session_id, sequence);
create index on classwaves.transcripts (session_id);

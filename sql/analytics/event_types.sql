-- analytics.event_types (view)
-- Question: which types of events are there, and which keys may their payloads have?
-- Grain:    one row per event_type
-- Reads:    none
-- Traps:    the one place that names types and keys: names and personal data cannot enter through any other key
create view analytics.event_types as
select
    listed.event_type,
    listed.payload_keys
from (
    values
    ('configured', array['groupCount', 'plannedMinutes']),
    ('started', array['groupCount', 'participantCount']),
    ('leader_ready', array['groupId']),
    ('member_join', array['groupId', 'studentId', 'participantCount']),
    ('member_leave', array['groupId', 'studentId', 'participantCount']),
    ('ended', array['durationSeconds', 'participantCount', 'readyGroups'])
) as listed (event_type, payload_keys);

comment on view analytics.event_types is 'The types of events in a session''s log.';
comment on column analytics.event_types.event_type is 'Name of the type.';
comment on column analytics.event_types.payload_keys is 'Keys that the payload of such an event may have.';

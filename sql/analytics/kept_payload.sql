-- analytics.kept_payload (function)
-- Question: which part of a payload may be kept?
-- Grain:    one JSON object
-- Reads:    analytics.event_types
-- Traps:    keys of the type's list whose value is no list and no object: what could hold a name does not enter; of what is
--           no object nothing is kept
create function analytics.kept_payload(event_type text, payload jsonb) returns jsonb
language sql stable
begin atomic
    select coalesce(jsonb_object_agg(entry.key, entry.value), '{}')
    from analytics.event_types as known_type
    cross join lateral jsonb_each(case when jsonb_typeof(payload) = 'object' then payload else '{}' end) as entry
    where
        known_type.event_type = kept_payload.event_type
        and entry.key = any(known_type.payload_keys)
        and jsonb_typeof(entry.value) not in ('object', 'array');
end;

comment on function analytics.kept_payload(text, jsonb) is 'The keys of a payload that its type of event may have.';

-- analytics.take_over_events (function)
-- Question: which events of the sources' log are to be kept here?
-- Grain:    writes analytics.session_events and ops.sync_rejects; returns how many events are new
-- Reads:    classwaves.session_events, analytics.session_events, analytics.event_types, analytics.kept_payload, ops.sync_rejects
-- Writes:   analytics.session_events, ops.sync_rejects
-- Traps:    events are only ever added: what the source changes or deletes later stays as it came; of two with the same
--           number in a session the one that was stored first, then the smaller id, is kept, the other goes to quarantine,
--           unless a sender had told the same before the source did; events without a known type or a number from 1 go there
--           too; events null means all
create function analytics.take_over_events(events text[]) returns bigint
language plpgsql as $$
declare
    taken bigint;
begin
    insert into analytics.session_events (
        id, session_id, teacher_id, event_type, event_time, sequence, payload, created_at
    )
    select
        event.id,
        event.session_id,
        event.teacher_id,
        event.event_type,
        event.event_time,
        event.sequence,
        analytics.kept_payload(event.event_type, event.payload),
        coalesce(event.created_at, event.event_time)
    from classwaves.session_events as event
    inner join analytics.event_types as known_type on known_type.event_type = event.event_type
    where event.sequence >= 1 and (events is null or event.id = any(events))
    order by event.created_at, event.id collate "C"
    on conflict do nothing;
    get diagnostics taken = row_count;

    delete from ops.sync_rejects as refused
    where
        refused.source = 'classwaves'
        and refused."table" = 'analytics.session_events'
        and not exists (select from classwaves.session_events as event where event.id = refused.key);

    with
        refused as materialized (
            select
                event.id as key,
                case when first_event.id is null then '23514' else '23505' end as sqlstate,
                case
                    when first_event.id is not null
                        then format('Event %s has number %s of session %s.', first_event.id, event.sequence, event.session_id)
                    when event.sequence < 1 then 'The number in the log is below 1.'
                    else format('%s is no type of event.', event.event_type)
                end as reason,
                to_jsonb(event)
                || jsonb_build_object('payload', analytics.kept_payload(event.event_type, event.payload)) as data
            from classwaves.session_events as event
            left join analytics.session_events as first_event
                on first_event.session_id = event.session_id and first_event.sequence = event.sequence
            where
                (events is null or event.id = any(events))
                and not exists (select from analytics.session_events as kept where kept.id = event.id)
                and (
                    first_event.idempotency_key is null
                    or (first_event.event_type, first_event.event_time)
                    is distinct from (event.event_type, event.event_time)
                )
        ),

        outdated as (
            delete from ops.sync_rejects as known
            using refused
            where
                known.source = 'classwaves'
                and known."table" = 'analytics.session_events'
                and known.key = refused.key
                and (known.sqlstate, known.reason, known.data)
                is distinct from (refused.sqlstate, refused.reason, refused.data)
        )

    insert into ops.sync_rejects (source, "table", key, sqlstate, reason, data)
    select 'classwaves', 'analytics.session_events', refused.key, refused.sqlstate, refused.reason, refused.data
    from refused
    where not exists (
        select from ops.sync_rejects as known
        where
            known.source = 'classwaves'
            and known."table" = 'analytics.session_events'
            and known.key = refused.key
            and (known.sqlstate, known.reason, known.data)
            is not distinct from (refused.sqlstate, refused.reason, refused.data)
    );
    return taken;
end;
$$;

comment on function analytics.take_over_events(text[]) is
    'Adds events of the sources'' log (null: all) to analytics.session_events; those that cannot be kept go to quarantine.';

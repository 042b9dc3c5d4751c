-- analytics.identities (view)
-- Question: do the classrooms' facts add up to what their raw rows say?
-- Grain:    one row per fact, measure
-- Reads:    analytics.identities_of_presence, analytics.identities_of_hours, classwaves.session_events,
--           analytics.session_events, analytics.event_types
-- Traps:    for the self-check, not for a page; events outlive the source's: each place in a log that the source fills has to
--           be filled here
create view analytics.identities as
with
    places as materialized (
        select distinct
            event.session_id,
            event.sequence
        from classwaves.session_events as event
        inner join analytics.event_types as known_type on known_type.event_type = event.event_type
        where event.sequence >= 1
    )

select fact, measure, counted, expected from analytics.identities_of_presence
union all
select fact, measure, counted, expected from analytics.identities_of_hours
union all
select
    'analytics.session_events' as fact,
    'events' as measure,
    (
        select count(*)
        from places
        inner join analytics.session_events
            on session_events.session_id = places.session_id and session_events.sequence = places.sequence
    )::numeric as counted,
    (select count(*) from places)::numeric as expected;

comment on view analytics.identities is 'Sums of the classrooms'' facts beside those of the rows that they are made of.';
comment on column analytics.identities.fact is 'The fact, with its schema.';
comment on column analytics.identities.measure is 'What of it is added up: a column, or which rows are counted.';
comment on column analytics.identities.counted is 'What the fact holds.';
comment on column analytics.identities.expected is 'What the rows that it is made of say.';

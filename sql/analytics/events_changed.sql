-- analytics.events_changed (trigger function)
-- Question: which events of the sources' log are new?
-- Grain:    once per statement on classwaves.session_events
-- Reads:    classwaves.session_events, analytics.take_over_events
-- Triggers: classwaves.session_events
-- Traps:    atalaya.skip_facts = 'on' leaves them to the loader; deleted events stay in analytics.session_events
create or replace function analytics.events_changed() returns trigger
language plpgsql as $$
begin
    if current_setting('atalaya.skip_facts', true) is distinct from 'on' then
        perform analytics.take_over_events(array_agg(id)) from new_rows having count(*) > 0;
    end if;
    return null;
end;
$$;

comment on function analytics.events_changed() is 'Keeps the events that a sync brings.';

create or replace trigger session_events_kept_on_insert
    after insert on classwaves.session_events
    referencing new table as new_rows
    for each statement execute function analytics.events_changed();

create or replace trigger session_events_kept_on_update
    after update on classwaves.session_events
    referencing new table as new_rows
    for each statement execute function analytics.events_changed();

-- analytics.refresh_facts (function)
-- Question: which facts must follow what a sync has just changed?
-- Grain:    writes analytics.presence and all that analytics.roll_up writes; returns how many rows or hours changed
-- Reads:    analytics.rebuild_facts, analytics.refresh_presence, analytics.reroll_changed_hours
-- Traps:    the ranges that a sync tells are too narrow: a session that ends changes all its hours. Triggers on the raw
--           tables note what each row touches, old and new; only what was loaded past them is taken from the sync's words
create function analytics.refresh_facts(changes ops.changed_range[]) returns bigint
language plpgsql as $$
begin
    if exists (select from unnest(changes) as change where change.reloaded) then
        return analytics.rebuild_facts();
    end if;
    return analytics.refresh_presence() + analytics.reroll_changed_hours('sync');
end;
$$;

comment on function analytics.refresh_facts(ops.changed_range[]) is
    'What the sync calls at its end: brings presence and the closed hours up to date for exactly what changed.';

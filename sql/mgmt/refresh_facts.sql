-- mgmt.refresh_facts (function)
-- Question: which facts must follow what a sync has just changed?
-- Grain:    writes the facts of the study centre; returns how many rows changed
-- Reads:    mgmt.rebuild_facts
-- Traps:    triggers bring the facts up to date row by row, in the transaction that writes the raw rows, for any writer;
--           left to do is what was loaded past them
create function mgmt.refresh_facts(changes ops.changed_range[]) returns bigint
language plpgsql as $$
begin
    if exists (select from unnest(changes) as change where change.reloaded) then
        return mgmt.rebuild_facts();
    end if;
    return 0;
end;
$$;

comment on function mgmt.refresh_facts(ops.changed_range[]) is
    'What the sync calls at its end: rebuilds the facts after tables were loaded anew, past their triggers.';

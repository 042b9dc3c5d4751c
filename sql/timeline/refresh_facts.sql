-- timeline.refresh_facts (function)
-- Question: which activities must follow what a sync has just changed?
-- Grain:    writes timeline.student_activity_timeline; returns how many rows changed
-- Reads:    timeline.backfill
-- Traps:    triggers bring the activities up to date in the transaction that writes the raw rows, for any writer;
--           left to do is what was loaded past them
create function timeline.refresh_facts(changes ops.changed_range[]) returns bigint
language plpgsql as $$
begin
    if exists (select from unnest(changes) as change where change.reloaded) then
        return timeline.backfill();
    end if;
    return 0;
end;
$$;

comment on function timeline.refresh_facts(ops.changed_range[]) is
    'What the sync calls at its end: fills the timeline after tables were loaded anew, past their triggers.';

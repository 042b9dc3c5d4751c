-- ngeshare.refresh_facts (function)
-- Question: which facts must follow what a sync has just changed?
-- Grain:    writes all facts of ngeShare; returns how many rows changed
-- Reads:    ngeshare.rebuild_meetings, ngeshare.rebuild_groups, ngeshare.rebuild_rosters, ngeshare.rebuild_shared_members,
--           ops.findings_checked
-- Writes:   ops.findings_checked
-- Traps:    triggers bring the facts up to date row by row, in the transaction that writes the raw rows, for any writer;
--           left to do is what was loaded past them; no remembered meeting is forgotten, as ngeshare.rebuild_facts may
create function ngeshare.refresh_facts(changes ops.changed_range[]) returns bigint
language plpgsql as $$
begin
    if exists (select from unnest(changes) as change where change.reloaded) then
        delete from ops.findings_checked where source = 'ngeshare';
        -- Meetings may ask who was a member.
        return ngeshare.rebuild_rosters()
            + ngeshare.rebuild_meetings()
            + ngeshare.rebuild_shared_members()
            + ngeshare.rebuild_groups();
    end if;
    return 0;
end;
$$;

comment on function ngeshare.refresh_facts(ops.changed_range[]) is
    'What the sync calls at its end: rebuilds the facts after tables were loaded anew, past their triggers.';

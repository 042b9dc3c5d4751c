-- ngeshare.rebuild_facts (function)
-- Question: what do all the raw rows say about all meetings and rosters, and what follows from these?
-- Grain:    writes all facts of ngeShare; returns how many rows changed
-- Reads:    ngeshare.rebuild_meetings, ngeshare.correct_meetings, ngeshare.rebuild_groups, ngeshare.rebuild_rosters,
--           ngeshare.rebuild_shared_members, ops.findings_checked
-- Writes:   ops.findings_checked
-- Traps:    the same rules as the triggers, on every meeting and person known to the raw rows or to the facts; beyond
--           them it forgets remembered meetings that cannot have been archived, which no ordinary sync does
create function ngeshare.rebuild_facts() returns bigint
language sql volatile
begin atomic
    -- The next report checks all groups anew.
    with forgotten as (delete from ops.findings_checked where source = 'ngeshare')

    select
        -- Meetings may ask who was a member.
        ngeshare.rebuild_rosters()
        + ngeshare.rebuild_meetings()
        + ngeshare.correct_meetings('infinity')
        + ngeshare.rebuild_shared_members()
        + ngeshare.rebuild_groups();
end;

comment on function ngeshare.rebuild_facts() is
    'Brings every meeting and roster to what the raw rows say, and keeps only those older meetings that may have been archived.';

-- ngeshare.repair_facts (function)
-- Question: what do the facts remember of a period for which production is the whole truth?
-- Grain:    writes ngeshare.group_meetings and what follows from it; returns how many rows changed
-- Reads:    ngeshare.correct_meetings, ngeshare.rebuild_groups
-- Traps:    what an explicit repair calls (`atalaya sync --repair-days N`) once the raw rows equal production's since then
create function ngeshare.repair_facts(since timestamptz) returns bigint
language sql volatile
begin atomic
    select ngeshare.correct_meetings(since at time zone 'UTC') + ngeshare.rebuild_groups();
end;

comment on function ngeshare.repair_facts(timestamptz) is
    'Makes the facts forget what production no longer has since a moment.';

-- ngeshare.refresh_meetings (function)
-- Question: which meetings, and which progress, must follow attendance of these groups on these local days?
-- Grain:    writes ngeshare.group_meetings and what follows from it; returns how many rows changed
-- Reads:    ngeshare.write_meetings, ngeshare.refresh_groups
-- Traps:    progress and sums are made of meetings, so these come first
create function ngeshare.refresh_meetings(group_ids text[], days date[]) returns bigint
language sql volatile
begin atomic
    select ngeshare.write_meetings(group_ids, days) + ngeshare.refresh_groups(group_ids);
end;

comment on function ngeshare.refresh_meetings(text[], date[]) is
    'Recomputes the meetings of the given groups on the given local days (parallel arrays), then these groups'' progress.';

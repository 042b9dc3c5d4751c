-- ngeshare.refresh_groups (function)
-- Question: what follows from the meetings of these groups, for themselves and for the sums over groups?
-- Grain:    writes ngeshare.group_progress, ngeshare.group_changes and ngeshare.meeting_days; returns how many rows changed
-- Reads:    ngeshare.write_alone, ngeshare.group_changes_of, ngeshare.meeting_days_of, ngeshare.refresh_progress,
--           ngeshare.write_group_changes, ngeshare.write_meeting_days, ngeshare.group_changes, ngeshare.meeting_days
-- Traps:    what the groups added to the sums is taken out of them with the facts as they were: whoever changes
--           ngeshare.group_progress by another way has to rebuild the sums
create function ngeshare.refresh_groups(group_ids text[]) returns bigint
language plpgsql as $$
declare
    changes_before ngeshare.group_changes[];
    days_before ngeshare.meeting_days[];
    written bigint;
begin
    perform ngeshare.write_alone();
    changes_before := ngeshare.group_changes_of(group_ids);
    days_before := ngeshare.meeting_days_of(group_ids);
    written := ngeshare.refresh_progress(group_ids);
    return written
        + ngeshare.write_group_changes(changes_before, ngeshare.group_changes_of(group_ids))
        + ngeshare.write_meeting_days(days_before, ngeshare.meeting_days_of(group_ids));
end;
$$;

comment on function ngeshare.refresh_groups(text[]) is
    'Recomputes the progress of the given groups from their meetings, and corrects the sums over all groups by the difference.';

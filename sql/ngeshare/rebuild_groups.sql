-- ngeshare.rebuild_groups (function)
-- Question: what follows from all meetings and rosters, for each group and for the sums over groups?
-- Grain:    writes ngeshare.group_progress, ngeshare.group_marks, ngeshare.group_changes and ngeshare.meeting_days; returns how
--           many rows changed
-- Reads:    ngeshare.write_alone, ngeshare.rebuild_progress, ngeshare.group_progress, ngeshare.group_marks,
--           ngeshare.write_marks, ngeshare.group_changes_of, ngeshare.write_group_changes, ngeshare.meeting_days_of,
--           ngeshare.write_meeting_days, ngeshare.group_changes, ngeshare.meeting_days
-- Traps:    the rules of ngeshare.refresh_groups, on every group; sums are corrected from what they are to what they should be
create function ngeshare.rebuild_groups() returns bigint
language plpgsql as $$
declare
    group_ids text[];
    written bigint;
begin
    perform ngeshare.write_alone();
    written := ngeshare.rebuild_progress();
    group_ids := array(
        select group_id from ngeshare.group_progress
        union
        select group_id from ngeshare.group_marks
    );
    written := written + ngeshare.write_marks(group_ids);
    return written
        + ngeshare.write_group_changes(
            array(select changes from ngeshare.group_changes as changes), ngeshare.group_changes_of(group_ids)
        )
        + ngeshare.write_meeting_days(
            array(select days from ngeshare.meeting_days as days), ngeshare.meeting_days_of(group_ids)
        );
end;
$$;

comment on function ngeshare.rebuild_groups() is
    'Recomputes progress and marks of every group, and the sums over all groups.';

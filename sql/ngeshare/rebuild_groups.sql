-- ngeshare.rebuild_groups (function)
-- Question: what follows from all meetings and rosters, for each group and for the sums over groups?
-- Grain:    writes ngeshare.group_progress and what follows from it; returns how many rows changed
-- Reads:    ngeshare.write_alone, ngeshare.rebuild_progress, ngeshare.group_progress, ngeshare.group_marks,
--           ngeshare.write_marks, ngeshare.write_group_changes,
--           ngeshare.write_meeting_days, ngeshare.group_changes, ngeshare.meeting_days, ngeshare.group_rosters,
--           ngeshare.facilitator_history, ngeshare.facilitator_activity, ngeshare.refresh_facilitators
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
    written := written
        + ngeshare.write_marks(group_ids)
        + ngeshare.refresh_facilitators(
            array(
                select user_id from ngeshare.group_rosters where role = 'FACILITATOR'
                union
                select facilitator_id from ngeshare.facilitator_history
                union
                select facilitator_id from ngeshare.facilitator_activity
            )
        );
    return written
        + ngeshare.write_group_changes(
            array(select changes from ngeshare.group_changes as changes), group_ids
        )
        + ngeshare.write_meeting_days(array(select days from ngeshare.meeting_days as days), group_ids);
end;
$$;

comment on function ngeshare.rebuild_groups() is
    'Recomputes progress and marks of every group, and the sums over all groups.';

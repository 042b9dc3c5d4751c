-- ngeshare.refresh_groups (function)
-- Question: what follows from the meetings of these groups, for themselves, for others, and for the sums over groups?
-- Grain:    writes ngeshare.group_progress and what follows from it; returns how many rows changed
-- Reads:    ngeshare.write_alone, ngeshare.group_changes_of, ngeshare.meeting_days_of, ngeshare.turning_points,
--           ngeshare.refresh_progress, ngeshare.write_group_changes, ngeshare.write_meeting_days, ngeshare.refresh_marks,
--           ngeshare.group_changes, ngeshare.meeting_days, ngeshare.group_rosters, ngeshare.refresh_activity,
--           ngeshare.refresh_facilitators, ngeshare.facilitators_among
-- Traps:    what the groups added to the sums is taken out of them with the facts as they were: whoever changes
--           ngeshare.group_progress by another way has to rebuild the sums; most meetings are no turning point of their group,
--           and leave all marks as they are
create function ngeshare.refresh_groups(group_ids text[]) returns bigint
language plpgsql as $$
declare
    changes_before ngeshare.group_changes[];
    days_before ngeshare.meeting_days[];
    points_before jsonb;
    turned text[];
    written bigint;
begin
    if group_ids is null then
        return 0;
    end if;
    perform ngeshare.write_alone();
    changes_before := ngeshare.group_changes_of(group_ids);
    days_before := ngeshare.meeting_days_of(group_ids);
    points_before := (
        select jsonb_object_agg(points.group_id, to_jsonb(points)) from ngeshare.turning_points(group_ids) as points
    );
    written := ngeshare.refresh_progress(group_ids);
    if written = 0 then
        return 0;
    end if;
    written := written
        + ngeshare.write_group_changes(changes_before, group_ids)
        + ngeshare.write_meeting_days(days_before, group_ids);
    turned := array(
        select asked.group_id
        from (select distinct unnest(group_ids) as group_id) as asked
        left join ngeshare.turning_points(group_ids) as points on points.group_id = asked.group_id
        where to_jsonb(points) is distinct from points_before -> asked.group_id
    );
    return written
        + ngeshare.refresh_marks(turned)
        -- Meetings tell when a leader was active, and nothing of since when anybody leads.
        + ngeshare.refresh_activity(
            array(
                select distinct group_rosters.user_id
                from ngeshare.group_rosters
                where group_rosters.group_id = any(group_ids) and group_rosters.role = 'FACILITATOR'
            )
        )
        + ngeshare.refresh_facilitators(ngeshare.facilitators_among('{}', turned));
end;
$$;

comment on function ngeshare.refresh_groups(text[]) is
    'Recomputes what the meetings of the given groups say, and corrects the sums over all groups by the difference.';

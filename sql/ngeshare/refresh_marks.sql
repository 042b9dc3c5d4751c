-- ngeshare.refresh_marks (function)
-- Question: which marks, and which sums over groups, must follow new turning points or rosters of these groups?
-- Grain:    writes ngeshare.group_marks and ngeshare.group_changes; returns how many rows changed
-- Reads:    ngeshare.write_alone, ngeshare.shared_members, ngeshare.group_changes_of, ngeshare.write_marks,
--           ngeshare.write_group_changes, ngeshare.group_changes
-- Traps:    whom a group shares members with has marks of it, too; whoever no longer shares any has to be named as well
create function ngeshare.refresh_marks(group_ids text[]) returns bigint
language plpgsql as $$
declare
    touched constant text[] := array(
        select asked.group_id
        from unnest(group_ids) as asked (group_id)
        where asked.group_id is not null
        union
        select shared_members.other_group_id
        from ngeshare.shared_members
        where shared_members.group_id = any(group_ids)
    );
    changes_before ngeshare.group_changes[];
    written bigint;
begin
    if touched = '{}' then
        return 0;
    end if;
    perform ngeshare.write_alone();
    changes_before := ngeshare.group_changes_of(touched);
    written := ngeshare.write_marks(touched);
    return written + ngeshare.write_group_changes(changes_before, touched);
end;
$$;

comment on function ngeshare.refresh_marks(text[]) is
    'Recomputes the marks of the given groups and of all that they share members with, and the sums over groups.';

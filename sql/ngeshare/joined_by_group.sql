-- ngeshare.joined_by_group (function)
-- Question: who is in these groups, in which role and since when, in a number that changes with it?
-- Grain:    one document, with a number for each asked group that has a roster
-- Reads:    ngeshare.group_rosters
-- Traps:    to be compared with itself, within one transaction; names and contacts are left out
create function ngeshare.joined_by_group(group_ids text[]) returns jsonb
language sql stable
begin atomic
    select coalesce(jsonb_object_agg(joined.group_id, joined.hash), '{}')
    from (
        select
            group_rosters.group_id,
            sum(
                hashtextextended(
                    row(
                        group_rosters.user_id, group_rosters.role, group_rosters.membership_id, group_rosters.joined_at
                    )::text,
                    0
                )
            ) as hash
        from ngeshare.group_rosters
        where group_rosters.group_id = any(group_ids)
        group by group_rosters.group_id
    ) as joined;
end;

comment on function ngeshare.joined_by_group(text[]) is 'What tells whether anybody joined or left the given groups, or changed roles.';

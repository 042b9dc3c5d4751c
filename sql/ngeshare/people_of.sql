-- ngeshare.people_of (function)
-- Question: how many different people stand behind these groups?
-- Grain:    one row
-- Reads:    ngeshare.rosters_to_date, ngeshare.group_facilitators
-- Traps:    somebody in two of the groups counts once, so the members of the groups must not be added up
create function ngeshare.people_of(group_ids text[])
returns table (members integer, facilitators integer, groups_without_facilitator integer)
language sql stable
begin atomic
    select
        (
            select count(distinct rosters_to_date.user_id)::integer
            from ngeshare.rosters_to_date
            where
                rosters_to_date.group_id = any(group_ids)
                and rosters_to_date.role = 'MEMBER'
        ) as members,
        (
            select count(distinct group_facilitators.facilitator_id)::integer
            from ngeshare.group_facilitators
            where group_facilitators.group_id = any(group_ids)
        ) as facilitators,
        (
            select count(*)::integer
            from unnest(group_ids) as asked (group_id)
            where not exists (
                select 1
                from ngeshare.group_facilitators
                where group_facilitators.group_id = asked.group_id
            )
        ) as groups_without_facilitator;
end;

comment on function ngeshare.people_of(text[]) is
    'Different members and facilitators of the given groups, and how many of the groups nobody facilitates.';

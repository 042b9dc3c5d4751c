-- ngeshare.facilitators_among (function)
-- Question: who of these people, and of the rosters of these groups, is or was a facilitator?
-- Grain:    one list of users
-- Reads:    ngeshare.group_rosters, ngeshare.facilitator_history
-- Traps:    members are here only if they facilitate, some group or other
create function ngeshare.facilitators_among(user_ids text[], group_ids text[]) returns text[]
language sql stable
begin atomic
    select
        array(
            select distinct one.user_id
            from (
                select asked.user_id
                from unnest(user_ids) as asked (user_id)
                union
                select group_rosters.user_id
                from ngeshare.group_rosters
                where group_rosters.group_id = any(group_ids)
            ) as one
            where
                exists (
                    select 1
                    from ngeshare.group_rosters
                    where group_rosters.user_id = one.user_id and group_rosters.role = 'FACILITATOR'
                )
                or exists (
                    select 1
                    from ngeshare.facilitator_history
                    where facilitator_history.facilitator_id = one.user_id
                )
        );
end;

comment on function ngeshare.facilitators_among(text[], text[]) is 'The facilitators among some people and everybody of some groups.';

-- ngeshare.group_changes_of (function)
-- Question: what do these groups add to the sums of groups by state?
-- Grain:    one list, of a row per Hangout, state, part, kind of period and its first day
-- Reads:    ngeshare.states_in_time
-- Traps:    from the facts as they are: asked before and after these change, the difference is what the sums lack
create function ngeshare.group_changes_of(group_ids text[]) returns ngeshare.group_changes[]
language sql stable
begin atomic
    with
        days as (
            select
                states_in_time.hangout_id,
                states_in_time.state,
                states_in_time.part,
                change.changed_on,
                sum(change.groups) as groups
            from ngeshare.states_in_time
            cross join lateral (
                values (states_in_time.since, 1), (states_in_time.until, -1)
            ) as change (changed_on, groups)
            where states_in_time.group_id = any(group_ids) and change.changed_on < 'infinity'
            group by 1, 2, 3, 4
        ),

        periods as (
            select hangout_id, state, part, false as is_month, changed_on, groups
            from days
            union all
            select
                hangout_id,
                state,
                part,
                true as is_month,
                date_trunc('month', changed_on::timestamp)::date as changed_on,
                groups
            from days
        )

    select
        coalesce(
            array_agg(
                row(counted.hangout_id, counted.state, counted.part, counted.is_month, counted.changed_on, counted.groups)
                ::ngeshare.group_changes
            ),
            '{}'
        )
    from (
        select hangout_id, state, part, is_month, changed_on, sum(groups)::integer as groups
        from periods
        group by hangout_id, state, part, is_month, changed_on
    ) as counted;
end;

comment on function ngeshare.group_changes_of(text[]) is 'What the given groups add to ngeshare.group_changes, as their facts are.';

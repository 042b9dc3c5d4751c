-- ngeshare.write_group_changes (function)
-- Question: how many groups entered and left each state, after these groups' changes were others than they are?
-- Grain:    writes ngeshare.group_changes; returns how many rows changed
-- Reads:    ngeshare.group_changes_of, ngeshare.group_changes
-- Writes:   ngeshare.group_changes
-- Traps:    under ngeshare.write_alone; a row in which nobody is left goes, so that changed sums equal rebuilt ones
create function ngeshare.write_group_changes(
    changes_before ngeshare.group_changes[], group_ids text[]
) returns bigint
language sql volatile
begin atomic
    with
        differing as materialized (
            select
                change.hangout_id,
                change.state,
                change.part,
                change.is_month,
                change.changed_on,
                sum(change.groups) as groups
            from (
                select hangout_id, state, part, is_month, changed_on, groups
                from unnest(ngeshare.group_changes_of(group_ids))
                union all
                select hangout_id, state, part, is_month, changed_on, -groups as groups
                from unnest(changes_before)
            ) as change
            group by 1, 2, 3, 4, 5
            having sum(change.groups) <> 0
        ),

        summed as materialized (
            select
                differing.hangout_id,
                differing.state,
                differing.part,
                differing.is_month,
                differing.changed_on,
                (differing.groups + coalesce(group_changes.groups, 0))::integer as groups
            from differing
            left join ngeshare.group_changes
                on group_changes.hangout_id = differing.hangout_id
                and group_changes.state = differing.state
                and group_changes.part = differing.part
                and group_changes.is_month = differing.is_month
                and group_changes.changed_on = differing.changed_on
        ),

        forgotten as (
            delete from ngeshare.group_changes
            using summed
            where
                group_changes.hangout_id = summed.hangout_id
                and group_changes.state = summed.state
                and group_changes.part = summed.part
                and group_changes.is_month = summed.is_month
                and group_changes.changed_on = summed.changed_on
                and summed.groups = 0
        ),

        written as (
            insert into ngeshare.group_changes (hangout_id, state, part, is_month, changed_on, groups)
            select
                summed.hangout_id,
                summed.state,
                summed.part,
                summed.is_month,
                summed.changed_on,
                summed.groups
            from summed
            where summed.groups <> 0
            on conflict (hangout_id, state, part, is_month, changed_on) do update set groups = excluded.groups
        )

    select count(*) from summed;
end;

comment on function ngeshare.write_group_changes(ngeshare.group_changes[], text[]) is
    'Adds the difference between what some groups added before and what they add now to ngeshare.group_changes.';

-- mgmt.inactive_buckets (function)
-- Question: how many students have not come for each of {academy.inactive_windows} days?
-- Grain:    one row per bucket, for the given levels (none given: everybody)
-- Reads:    mgmt.active_students, mgmt.first_visits, mgmt.today, ops.rule_academy_inactive_windows
-- Traps:    cumulative; whoever never came counts from the day of registration, so that every student is active, inactive
--           or new and never seen
create function mgmt.inactive_buckets(levels text[]) returns table (inactive_days integer, students integer)
language sql stable parallel safe
begin atomic
    with
        day as materialized (select mgmt.today() as today),

        registered as materialized (
            select
                greatest(first_visits.created_on, day.today - (ops.rule_academy_inactive_windows())[4]) as created_on,
                coalesce(sum(first_visits.students), 0) as students,
                coalesce(sum(first_visits.students) filter (where first_visits.first_visit_on > day.today), 0) as unseen
            from mgmt.first_visits
            cross join day
            where
                first_visits.created_on <= day.today
                and (cardinality(levels) = 0 or first_visits.level = any(levels))
            group by 1
        )

    select
        buckets.days as inactive_days,
        (
            coalesce((select sum(registered.students) as students from registered), 0)
            - coalesce(
                (
                    select sum(registered.unseen) as students
                    from registered
                    where registered.created_on > day.today - buckets.days
                ),
                0
            )
            - mgmt.active_students(day.today - buckets.days + 1, day.today, levels)
        )::integer as students
    from unnest(ops.rule_academy_inactive_windows()) as buckets (days)
    cross join day;
end;

comment on function mgmt.inactive_buckets(text[]) is 'Students by how long they have stayed away, cumulative.';

-- mgmt.refresh_visits (function)
-- Question: on which days do the raw rows now say that these students came?
-- Grain:    writes mgmt.counted_students, mgmt.student_visits and the sums of visits; returns how many rows changed
-- Reads:    academy.check_ins, mgmt.counted_students, mgmt.is_on_calendar, mgmt.known_students, mgmt.student_visits,
--           mgmt.visit_days_after, mgmt.visits_in, mgmt.write_first_visits, mgmt.write_visits
-- Writes:   mgmt.counted_students, mgmt.student_visits
-- Traps:    takes parallel arrays: students, and the day from which on their visits may differ; earlier ones are kept
--           unread, unless level or registration changed, which moves every visit
create function mgmt.refresh_visits(student_ids text[], since date[]) returns bigint
language sql volatile
begin atomic
    with
        before as materialized (
            select
                touched.student_id,
                counted.level,
                counted.created_on,
                student_visits.visit_days,
                case
                    when counted.level = student.level and counted.created_on = student.created_on
                        then width_bucket(touched.since - 1, student_visits.visit_days)
                    else 0
                end as kept
            from (
                select
                    pair.student_id,
                    min(pair.since) as since
                from unnest(student_ids, since) as pair (student_id, since)
                group by pair.student_id
            ) as touched
            left join mgmt.counted_students as counted on counted.student_id = touched.student_id
            left join mgmt.student_visits on student_visits.student_id = touched.student_id
            left join mgmt.known_students as student on student.student_id = touched.student_id
        ),

        after as materialized (
            select
                student.student_id,
                student.full_name,
                student.level,
                student.created_on,
                before.kept,
                (
                    before.visit_days[1:before.kept]
                    || mgmt.visit_days_after(student.student_id, before.visit_days[before.kept])
                ) as visit_days
            from before
            inner join mgmt.known_students as student on student.student_id = before.student_id
        ),

        visits as (
            select
                visit.visited_on,
                changed.level,
                visit.next_on,
                greatest(visit.visited_on, changed.created_on) as counts_from,
                sum(changed.times)::integer as student_visits
            from (
                select level, created_on, visit_days, kept, -1 as times from before
                union all
                select level, created_on, visit_days, kept, 1 as times from after
            ) as changed
            cross join lateral mgmt.visits_in(changed.visit_days, changed.kept) as visit
            group by 1, 2, 3, 4
            having sum(changed.times) <> 0
        ),

        firsts as (
            select
                changed.created_on,
                changed.level,
                coalesce(changed.visit_days[1], date 'infinity') as first_visit_on,
                sum(changed.times)::integer as students
            from (
                select level, created_on, visit_days, -1 as times from before where before.level is not null
                union all
                select level, created_on, visit_days, 1 as times from after
            ) as changed
            group by 1, 2, 3
            having sum(changed.times) <> 0
        ),

        forgotten_days as (
            delete from mgmt.student_visits
            where
                student_visits.student_id = any(student_ids)
                and not exists (select 1 from after where after.student_id = student_visits.student_id)
        ),

        written_days as (
            insert into mgmt.student_visits (student_id, visit_days)
            select
                after.student_id,
                after.visit_days
            from after
            on conflict (student_id) do update set visit_days = excluded.visit_days
        ),

        forgotten as (
            delete from mgmt.counted_students
            where
                counted_students.student_id = any(student_ids)
                and not exists (select 1 from after where after.student_id = counted_students.student_id)
            returning 1
        ),

        written as (
            insert into mgmt.counted_students (
                student_id, full_name, level, created_on, last_check_in_at, last_visit_on
            )
            select
                after.student_id,
                after.full_name,
                after.level,
                after.created_on,
                (
                    select max(check_in.checked_in_at) as last_check_in_at
                    from academy.check_ins as check_in
                    where check_in.student_id = after.student_id and mgmt.is_on_calendar(check_in.checked_in_at)
                ) as last_check_in_at,
                after.visit_days[cardinality(after.visit_days)] as last_visit_on
            from after
            on conflict (student_id) do update set
                full_name = excluded.full_name,
                level = excluded.level,
                created_on = excluded.created_on,
                last_check_in_at = excluded.last_check_in_at,
                last_visit_on = excluded.last_visit_on
            returning 1
        )

    select
        (select count(*) from forgotten)
        + (select count(*) from written)
        + coalesce((select mgmt.write_visits(array_agg(visits::mgmt.visit_gaps)) from visits), 0)
        + coalesce((select mgmt.write_first_visits(array_agg(firsts::mgmt.first_visits)) from firsts), 0);
end;

comment on function mgmt.refresh_visits(text[], date[]) is
    'Recomputes the visits of the given students from the given days on (parallel arrays) from the raw check-ins.';

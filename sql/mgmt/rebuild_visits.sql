-- mgmt.rebuild_visits (function)
-- Question: what do all the raw rows say about who came when?
-- Grain:    writes mgmt.counted_students, mgmt.student_visits and the sums of visits; returns how many rows there are
-- Reads:    academy.check_ins, mgmt.counted_students, mgmt.first_visits, mgmt.is_on_calendar, mgmt.known_students,
--           mgmt.monthly_gaps, mgmt.student_visits, ops.rule_academy_time_zone, mgmt.visit_gaps, ops.local_clock, ops.steady_clock
-- Writes:   mgmt.counted_students, mgmt.first_visits, mgmt.monthly_gaps, mgmt.student_visits, mgmt.visit_gaps
-- Traps:    the rules of mgmt.refresh_visits in one pass; deletes instead of truncating, so that readers see the old
--           facts until the new ones are there
create function mgmt.rebuild_visits() returns bigint
language plpgsql
set work_mem = '128MB'
as $$
declare
    steady record;
begin
    select * into steady from ops.steady_clock(ops.rule_academy_time_zone());

    create temporary table rebuilt_students as
    select
        student.student_id,
        student.full_name,
        student.level,
        student.created_on,
        came.last_check_in_at,
        coalesce(came.visit_days, '{}') as visit_days
    from mgmt.known_students as student
    left join (
        select
            visit.student_id,
            array_agg(visit.visited_on order by visit.visited_on) as visit_days,
            max(visit.last_check_in_at) as last_check_in_at
        from (
            select
                check_in.student_id,
                ops.local_clock(
                    check_in.checked_in_at, ops.rule_academy_time_zone(), steady.since, steady.until, steady.shift
                )::date as visited_on,
                max(check_in.checked_in_at) as last_check_in_at
            from academy.check_ins as check_in
            where mgmt.is_on_calendar(check_in.checked_in_at)
            group by 1, 2
        ) as visit
        group by visit.student_id
    ) as came on came.student_id = student.student_id;

    create temporary table rebuilt_gaps as
    select
        visit.visited_on,
        visit.level,
        visit.next_on,
        greatest(visit.visited_on, visit.created_on) as counts_from,
        count(*) as student_visits
    from (
        -- Both arrays are as long, so each day meets the next one.
        select
            rebuilt.level,
            rebuilt.created_on,
            unnest(rebuilt.visit_days) as visited_on,
            unnest(rebuilt.visit_days[2:] || date 'infinity') as next_on
        from rebuilt_students as rebuilt
        where rebuilt.visit_days <> '{}'
    ) as visit
    group by 1, 2, 3, 4;

    delete from mgmt.counted_students;
    delete from mgmt.student_visits;
    delete from mgmt.visit_gaps;
    delete from mgmt.monthly_gaps;
    delete from mgmt.first_visits;

    insert into mgmt.student_visits (student_id, visit_days)
    select
        rebuilt.student_id,
        rebuilt.visit_days
    from rebuilt_students as rebuilt;

    insert into mgmt.counted_students (student_id, full_name, level, created_on, last_check_in_at, last_visit_on)
    select
        rebuilt.student_id,
        rebuilt.full_name,
        rebuilt.level,
        rebuilt.created_on,
        rebuilt.last_check_in_at,
        rebuilt.visit_days[cardinality(rebuilt.visit_days)]
    from rebuilt_students as rebuilt;

    insert into mgmt.visit_gaps (visited_on, level, next_on, counts_from, student_visits)
    select
        rebuilt.visited_on,
        rebuilt.level,
        rebuilt.next_on,
        rebuilt.counts_from,
        rebuilt.student_visits
    from rebuilt_gaps as rebuilt
    order by rebuilt.visited_on;

    insert into mgmt.monthly_gaps (month, level, gap_days, gaps)
    select
        date_trunc('month', greatest(rebuilt.next_on, rebuilt.counts_from)::timestamp)::date as month,
        rebuilt.level,
        rebuilt.next_on - rebuilt.visited_on as gap_days,
        sum(rebuilt.student_visits)
    from rebuilt_gaps as rebuilt
    where rebuilt.next_on < 'infinity'
    group by 1, 2, 3;

    insert into mgmt.first_visits (created_on, level, first_visit_on, students)
    select
        rebuilt.created_on,
        rebuilt.level,
        coalesce(rebuilt.visit_days[1], date 'infinity') as first_visit_on,
        count(*)
    from rebuilt_students as rebuilt
    group by 1, 2, 3;

    drop table rebuilt_students, rebuilt_gaps;
    return (select count(*) from mgmt.student_visits) + (select count(*) from mgmt.visit_gaps);
end;
$$;

comment on function mgmt.rebuild_visits() is 'Recomputes every visit and gap from the raw check-ins.';

-- mgmt.rebuild_visits (function)
-- Question: what do all the raw rows say about who came when?
-- Grain:    writes mgmt.counted_students, mgmt.student_visits and the sums of visits; returns how many rows there are
-- Reads:    academy.check_ins, mgmt.counted_students, mgmt.first_visits, mgmt.is_on_calendar, mgmt.known_students,
--           mgmt.local_date, mgmt.monthly_gaps, mgmt.student_visits, mgmt.visit_gaps, mgmt.visits_in
-- Traps:    the rules of mgmt.refresh_visits in one pass; deletes instead of truncating, so that readers see the old
--           facts until the new ones are there
create function mgmt.rebuild_visits() returns bigint
language plpgsql as $$
begin
    delete from mgmt.counted_students;
    delete from mgmt.student_visits;
    delete from mgmt.visit_gaps;
    delete from mgmt.monthly_gaps;
    delete from mgmt.first_visits;

    insert into mgmt.student_visits (student_id, visit_days)
    select
        student.student_id,
        coalesce(came.visit_days, '{}')
    from mgmt.known_students as student
    left join (
        select
            visit.student_id,
            array_agg(visit.visited_on order by visit.visited_on) as visit_days
        from (
            select distinct
                check_in.student_id,
                mgmt.local_date(check_in.checked_in_at) as visited_on
            from academy.check_ins as check_in
            where mgmt.is_on_calendar(check_in.checked_in_at)
        ) as visit
        group by visit.student_id
    ) as came on came.student_id = student.student_id;

    insert into mgmt.counted_students (student_id, full_name, level, created_on, last_check_in_at, last_visit_on)
    select
        student.student_id,
        student.full_name,
        student.level,
        student.created_on,
        (
            select max(check_in.checked_in_at)
            from academy.check_ins as check_in
            where check_in.student_id = student.student_id and mgmt.is_on_calendar(check_in.checked_in_at)
        ),
        student_visits.visit_days[cardinality(student_visits.visit_days)]
    from mgmt.known_students as student
    inner join mgmt.student_visits on student_visits.student_id = student.student_id;

    insert into mgmt.visit_gaps (visited_on, level, next_on, counts_from, student_visits)
    select
        visit.visited_on,
        counted.level,
        visit.next_on,
        greatest(visit.visited_on, counted.created_on) as counts_from,
        count(*)
    from mgmt.student_visits
    inner join mgmt.counted_students as counted on counted.student_id = student_visits.student_id
    cross join lateral mgmt.visits_in(student_visits.visit_days, 1) as visit
    group by 1, 2, 3, 4
    order by 1, 2, 3, 4;

    insert into mgmt.monthly_gaps (month, level, gap_days, gaps)
    select
        date_trunc('month', greatest(visit_gaps.next_on, visit_gaps.counts_from)::timestamp)::date as month,
        visit_gaps.level,
        visit_gaps.next_on - visit_gaps.visited_on as gap_days,
        sum(visit_gaps.student_visits)
    from mgmt.visit_gaps
    where visit_gaps.next_on < 'infinity'
    group by 1, 2, 3;

    insert into mgmt.first_visits (created_on, level, first_visit_on, students)
    select
        counted.created_on,
        counted.level,
        coalesce(student_visits.visit_days[1], date 'infinity') as first_visit_on,
        count(*)
    from mgmt.student_visits
    inner join mgmt.counted_students as counted on counted.student_id = student_visits.student_id
    group by 1, 2, 3;

    return (select count(*) from mgmt.student_visits) + (select count(*) from mgmt.visit_gaps);
end;
$$;

comment on function mgmt.rebuild_visits() is 'Recomputes every visit and gap from the raw check-ins.';

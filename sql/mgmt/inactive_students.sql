-- mgmt.inactive_students (function)
-- Question: who has stayed away for so many days or more?
-- Grain:    one row per student, the most recent first; for the given levels (none given: everybody)
-- Reads:    academy.check_ins, mgmt.counted_students, mgmt.horizon, mgmt.is_on_calendar, mgmt.local_date,
--           mgmt.today
-- Traps:    whoever never came counts from the day of registration; only those who came again after today are looked up
--           in the raw check-ins
create function mgmt.inactive_students(at_least_days integer, levels text[])
returns table (student_id text, full_name text, level text, last_check_in_at timestamptz, days_inactive integer)
language sql stable parallel safe
begin atomic
    with
        seen as (
            select
                counted.student_id,
                counted.full_name,
                counted.level,
                counted.created_on,
                counted.last_check_in_at,
                counted.last_visit_on
            from mgmt.counted_students as counted
            where counted.last_visit_on <= (select mgmt.today()) or counted.last_visit_on is null
            union all
            select
                counted.student_id,
                counted.full_name,
                counted.level,
                counted.created_on,
                earlier.last_check_in_at,
                mgmt.local_date(earlier.last_check_in_at) as last_visit_on
            from mgmt.counted_students as counted
            cross join lateral (
                select max(check_in.checked_in_at) as last_check_in_at
                from academy.check_ins as check_in
                where
                    check_in.student_id = counted.student_id
                    and check_in.checked_in_at < (select mgmt.horizon())
                    and mgmt.is_on_calendar(check_in.checked_in_at)
            ) as earlier
            where counted.last_visit_on > (select mgmt.today()) and counted.created_on <= (select mgmt.today())
        )

    select
        seen.student_id,
        seen.full_name,
        nullif(seen.level, '') as level,
        seen.last_check_in_at,
        (select mgmt.today()) - coalesce(seen.last_visit_on, seen.created_on) as days_inactive
    from seen
    where
        seen.created_on <= (select mgmt.today())
        and (cardinality(levels) = 0 or seen.level = any(levels))
        and coalesce(seen.last_visit_on, seen.created_on) <= (select mgmt.today()) - at_least_days
    order by days_inactive, seen.last_check_in_at desc, seen.student_id collate "C";
end;

comment on function mgmt.inactive_students(integer, text[]) is
    'Students by how long they have stayed away, the most recent first.';

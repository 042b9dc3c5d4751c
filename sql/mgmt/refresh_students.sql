-- mgmt.refresh_students (function)
-- Question: how do these students count, after their level, registration, name or deletion changed?
-- Grain:    writes all facts of the study centre
-- Reads:    academy.check_ins, mgmt.count_stays, mgmt.counted_students, mgmt.known_students, mgmt.refresh_visits
-- Traps:    all their hours leave with the attributes they were counted with, and come back with the new ones
create function mgmt.refresh_students(student_ids text[]) returns bigint
language sql volatile
begin atomic
    select
        mgmt.count_stays(
            array_agg(moved.level),
            array_agg(moved.created_on),
            array_agg(check_in.checked_in_at),
            array_agg(check_in.checked_out_at),
            array_agg(moved.times)
        )
    from (
        select
            counted.student_id,
            counted.level,
            counted.created_on,
            -1 as times
        from mgmt.counted_students as counted
        left join mgmt.known_students as student on student.student_id = counted.student_id
        where
            counted.student_id = any(student_ids)
            and (student.level, student.created_on) is distinct from (counted.level, counted.created_on)
        union all
        select
            student.student_id,
            student.level,
            student.created_on,
            1 as times
        from mgmt.known_students as student
        left join mgmt.counted_students as counted on counted.student_id = student.student_id
        where
            student.student_id = any(student_ids)
            and (student.level, student.created_on) is distinct from (counted.level, counted.created_on)
    ) as moved
    inner join academy.check_ins as check_in on check_in.student_id = moved.student_id;

    select mgmt.refresh_visits(student_ids, array_fill(date 'infinity', array[cardinality(student_ids)]));
end;

comment on function mgmt.refresh_students(text[]) is
    'Recounts students whose attributes changed; returns how many rows changed.';

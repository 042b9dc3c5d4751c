-- mgmt.refresh_findings (function)
-- Question: which students and check-ins fail a check, after some came or changed, or time has gone by?
-- Grain:    writes mgmt.student_findings
-- Reads:    ops.unchecked_entity, ops.findings_checked, mgmt.student_findings, mgmt.write_alone, mgmt.horizon,
--           mgmt.longest_stay, mgmt.quality_of_check_ins, mgmt.quality_of_recent_check_ins,
--           mgmt.quality_of_early_check_ins, mgmt.quality_of_students, academy.check_ins, mgmt.as_of
-- Writes:   mgmt.student_findings, ops.unchecked_entity, ops.findings_checked
-- Traps:    whoever never checked out is found once {academy.longest_stay_hours:hours} have gone by, though no row changes;
--           with another day, or an earlier moment, all are checked anew, as after a first load; when a great many changed, too,
--           for reading all rows once is less work then; students are compared with each other, so that one who changed has all checked
create function mgmt.refresh_findings() returns void
language plpgsql as $$
declare
    moment timestamptz := mgmt.as_of();
    checked_at timestamptz;
    students text[];
    visitors text[];
    changed_check_ins text[];
    guests text[];
    is_register_changed boolean;
    compared constant text[] := '{repeated,overlapping,outside_opening_hours}';
begin
    -- Waits for those who write rows and note them: what they have noted must not be forgotten.
    perform mgmt.write_alone();
    checked_at := (select as_of from ops.findings_checked where source = 'academy' and horizon = mgmt.horizon() and as_of <= moment);
    select
        coalesce(array_agg(entity) filter (where kind = 'student'), '{}'),
        coalesce(array_agg(entity) filter (where kind in ('student', 'visitor')), '{}'),
        coalesce(array_agg(entity) filter (where kind = 'check_in'), '{}'),
        coalesce(bool_or(kind = 'register'), false)
    into students, visitors, changed_check_ins, is_register_changed
    from ops.unchecked_entity
    where source = 'academy';
    changed_check_ins := changed_check_ins || array(
        select id
        from academy.check_ins
        where
            checked_in_at >= checked_at - mgmt.longest_stay()
            and checked_in_at < moment - mgmt.longest_stay()
            and checked_out_at is null
    );
    if checked_at is not null
        and cardinality(students) <= 3000 and cardinality(visitors) <= 10000 and cardinality(changed_check_ins) <= 30000
    then
        guests := array(select student_id from academy.check_ins where id = any(changed_check_ins));
        -- Most is as it was: what is there stays.
        with
            found as materialized (
                select student_id, key, failed
                from mgmt.quality_of_check_ins
                where student_id = any(students) or key = any(changed_check_ins)
                union all
                select student_id, key, failed
                from mgmt.quality_of_early_check_ins
                where student_id = any(students || guests) and (student_id = any(students) or key = any(changed_check_ins))
                union all
                select student_id, key, failed
                from mgmt.quality_of_recent_check_ins
                where student_id = any(visitors)
            ),

            gone as (
                delete from mgmt.student_findings
                where
                    (
                        student_id = any(students)
                        or key = any(changed_check_ins)
                        -- What is told by other rows of the student begins with one of these, and holds no other names.
                        or (student_id = any(visitors) and split_part(failed, ' ', 1) = any(compared))
                    )
                    and "table" = 'check_ins'
                    and (student_id, key, failed) not in (select found.student_id, found.key, found.failed from found)
            )

        insert into mgmt.student_findings (student_id, "table", key, failed)
        select student_id, 'check_ins', key, failed
        from found
        on conflict do nothing;
        if is_register_changed then
            with
                found as materialized (select key, failed from mgmt.quality_of_students),

                gone as (
                    delete from mgmt.student_findings
                    where "table" = 'students' and (key, failed) not in (select found.key, found.failed from found)
                )

            insert into mgmt.student_findings (student_id, "table", key, failed)
            select key, 'students', key, failed
            from found
            on conflict do nothing;
        end if;
    else
        delete from mgmt.student_findings;
        insert into mgmt.student_findings (student_id, "table", key, failed)
        select student_id, 'check_ins', key, failed
        from mgmt.quality_of_check_ins
        union all
        select student_id, 'check_ins', key, failed
        from mgmt.quality_of_early_check_ins
        union all
        select student_id, 'check_ins', key, failed
        from mgmt.quality_of_recent_check_ins
        union all
        select key, 'students', key, failed
        from mgmt.quality_of_students;
    end if;
    delete from ops.unchecked_entity where source = 'academy';
    delete from ops.findings_checked where source = 'academy';
    insert into ops.findings_checked (source, as_of, horizon) values ('academy', moment, mgmt.horizon());
end;
$$;

comment on function mgmt.refresh_findings() is
    'Checks the check-ins that changed, compares those of their students, and students with each other where one changed.';

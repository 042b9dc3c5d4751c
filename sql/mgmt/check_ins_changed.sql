-- mgmt.check_ins_changed (trigger function)
-- Question: which hours and visits does a written check-in touch?
-- Grain:    once per statement on academy.check_ins
-- Reads:    mgmt.counted_students, mgmt.count_stays, mgmt.local_date, mgmt.rebuild_facts, mgmt.refresh_visits,
--           mgmt.write_alone
-- Triggers: academy.check_ins
-- Traps:    atalaya.skip_facts = 'on' leaves the facts to the loader, which calls mgmt.rebuild_facts() at the end;
--           an upsert fires the triggers of insert and update, both after all its rows are written
create or replace function mgmt.check_ins_changed() returns trigger
language plpgsql as $$
begin
    if current_setting('atalaya.skip_facts', true) = 'on' then
        return null;
    end if;
    perform mgmt.write_alone();
    if tg_op = 'TRUNCATE' then
        perform mgmt.rebuild_facts();
    elsif tg_op = 'INSERT' then
        perform mgmt.count_stays(
            array_agg(counted.level), array_agg(counted.created_on), array_agg(check_in.checked_in_at),
            array_agg(check_in.checked_out_at), array_agg(1)
        )
        from new_rows as check_in
        inner join mgmt.counted_students as counted on counted.student_id = check_in.student_id;
        perform mgmt.refresh_visits(array_agg(student_id), array_agg(mgmt.local_date(checked_in_at))) from new_rows;
    elsif tg_op = 'DELETE' then
        perform mgmt.count_stays(
            array_agg(counted.level), array_agg(counted.created_on), array_agg(check_in.checked_in_at),
            array_agg(check_in.checked_out_at), array_agg(-1)
        )
        from old_rows as check_in
        inner join mgmt.counted_students as counted on counted.student_id = check_in.student_id;
        perform mgmt.refresh_visits(array_agg(student_id), array_agg(mgmt.local_date(checked_in_at))) from old_rows;
    else
        perform mgmt.count_stays(
            array_agg(counted.level), array_agg(counted.created_on), array_agg(check_in.checked_in_at),
            array_agg(check_in.checked_out_at), array_agg(check_in.times)
        )
        from (
            select student_id, checked_in_at, checked_out_at, -1 as times from old_rows
            union all
            select student_id, checked_in_at, checked_out_at, 1 from new_rows
        ) as check_in
        inner join mgmt.counted_students as counted on counted.student_id = check_in.student_id;
        -- Most updates are check-outs, which make no visit.
        perform mgmt.refresh_visits(array_agg(student_id), array_agg(mgmt.local_date(checked_in_at)))
        from (
            (select student_id, checked_in_at from old_rows except all select student_id, checked_in_at from new_rows)
            union all
            (select student_id, checked_in_at from new_rows except all select student_id, checked_in_at from old_rows)
        ) as moved;
    end if;
    return null;
end;
$$;

comment on function mgmt.check_ins_changed() is 'Keeps the facts of the study centre current when check-ins are written.';

create or replace trigger check_ins_inserted
    after insert on academy.check_ins
    referencing new table as new_rows
    for each statement execute function mgmt.check_ins_changed();

create or replace trigger check_ins_updated
    after update on academy.check_ins
    referencing old table as old_rows new table as new_rows
    for each statement execute function mgmt.check_ins_changed();

create or replace trigger check_ins_deleted
    after delete on academy.check_ins
    referencing old table as old_rows
    for each statement execute function mgmt.check_ins_changed();

create or replace trigger check_ins_truncated
    after truncate on academy.check_ins
    for each statement execute function mgmt.check_ins_changed();

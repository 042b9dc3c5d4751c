-- mgmt.students_changed (trigger function)
-- Question: which facts does a new, changed or deleted student touch?
-- Grain:    once per statement on academy.students
-- Reads:    mgmt.rebuild_facts, mgmt.refresh_students, mgmt.write_alone
-- Triggers: academy.students
-- Traps:    a student who is placed in a level takes all visits and hours along; other columns touch nothing
create or replace function mgmt.students_changed() returns trigger
language plpgsql as $$
declare
    changed_students text[];
begin
    if current_setting('atalaya.skip_facts', true) = 'on' then
        return null;
    end if;
    perform mgmt.write_alone();
    if tg_op = 'TRUNCATE' then
        perform mgmt.rebuild_facts();
        return null;
    elsif tg_op = 'INSERT' then
        changed_students := array(select id from new_rows);
    elsif tg_op = 'DELETE' then
        changed_students := array(select id from old_rows);
    else
        changed_students := array(
            select changed.id
            from (
                select id, full_name, level, created_at, deleted_at is null as is_there from old_rows
                union all
                select id, full_name, level, created_at, deleted_at is null from new_rows
            ) as changed
            group by changed.id, changed.full_name, changed.level, changed.created_at, changed.is_there
            having count(*) = 1
        );
    end if;
    perform mgmt.refresh_students(changed_students);
    return null;
end;
$$;

comment on function mgmt.students_changed() is 'Keeps the facts of the study centre current when students are written.';

create or replace trigger students_inserted
    after insert on academy.students
    referencing new table as new_rows
    for each statement execute function mgmt.students_changed();

create or replace trigger students_updated
    after update on academy.students
    referencing old table as old_rows new table as new_rows
    for each statement execute function mgmt.students_changed();

create or replace trigger students_deleted
    after delete on academy.students
    referencing old table as old_rows
    for each statement execute function mgmt.students_changed();

create or replace trigger students_truncated
    after truncate on academy.students
    for each statement execute function mgmt.students_changed();

-- mgmt.findings_changed (trigger function)
-- Question: whose check-ins may fail other checks than before, after these rows were written?
-- Grain:    once per statement on each raw table
-- Reads:    ops.unchecked_entity, ops.findings_checked, mgmt.write_alone, mgmt.midnight, mgmt.trend_begins
-- Writes:   ops.unchecked_entity, ops.findings_checked
-- Triggers: academy.students, academy.check_ins
-- Traps:    a check-in is noted, and its student where it is recent, for these are compared with each other; a student is noted
--           whole whose check-ins count otherwise than before; students are compared with each other, so that any change of
--           one is a change of the register; a loader that sets atalaya.skip_facts calls mgmt.rebuild_facts() at its end,
--           which has all checked
create function mgmt.findings_changed() returns trigger
language plpgsql as $$
begin
    if current_setting('atalaya.skip_facts', true) = 'on' then
        return null;
    end if;
    perform mgmt.write_alone();
    if tg_op = 'TRUNCATE' then
        delete from ops.findings_checked where source = 'academy';
        return null;
    end if;
    if tg_table_name = 'students' then
        insert into ops.unchecked_entity (source, kind, entity) values ('academy', 'register', '') on conflict do nothing;
        if tg_op = 'UPDATE' then
            insert into ops.unchecked_entity (source, kind, entity)
            select distinct 'academy', 'student', changed.id
            from (
                (
                    select id, created_at, deleted_at from old_rows
                    except
                    select id, created_at, deleted_at from new_rows
                )
                union all
                (
                    select id, created_at, deleted_at from new_rows
                    except
                    select id, created_at, deleted_at from old_rows
                )
            ) as changed
            on conflict do nothing;
        end if;
        return null;
    end if;
    execute format(
        'insert into ops.unchecked_entity (source, kind, entity) '
        'select distinct ''academy'', noted.kind, noted.entity from (%s) as written '
        'cross join lateral (values (''check_in'', written.id), '
        '(''visitor'', case when written.checked_in_at >= %L then written.student_id end)) as noted (kind, entity) '
        'where noted.entity is not null on conflict do nothing',
        concat_ws(
            ' union all ',
            case when tg_op <> 'INSERT' then 'select id, student_id, checked_in_at from old_rows' end,
            case when tg_op <> 'DELETE' then 'select id, student_id, checked_in_at from new_rows' end
        ),
        -- Well before the first day of those that are compared, whichever day it is for the report.
        mgmt.midnight(mgmt.trend_begins() - 31)
    );
    return null;
end;
$$;

comment on function mgmt.findings_changed() is 'Notes the check-ins and students that have to be checked again.';

create trigger findings_inserted
    after insert on academy.students
    referencing new table as new_rows
    for each statement execute function mgmt.findings_changed();

create trigger findings_deleted
    after delete on academy.students
    referencing old table as old_rows
    for each statement execute function mgmt.findings_changed();

create trigger findings_updated
    after update on academy.students
    referencing old table as old_rows new table as new_rows
    for each statement execute function mgmt.findings_changed();

create trigger findings_truncated
    after truncate on academy.students
    for each statement execute function mgmt.findings_changed();

create trigger findings_inserted
    after insert on academy.check_ins
    referencing new table as new_rows
    for each statement execute function mgmt.findings_changed();

create trigger findings_updated
    after update on academy.check_ins
    referencing old table as old_rows new table as new_rows
    for each statement execute function mgmt.findings_changed();

create trigger findings_deleted
    after delete on academy.check_ins
    referencing old table as old_rows
    for each statement execute function mgmt.findings_changed();

create trigger findings_truncated
    after truncate on academy.check_ins
    for each statement execute function mgmt.findings_changed();

-- mgmt.findings_changed (trigger function)
-- Question: whose check-ins may fail other checks than before, after these rows were written?
-- Grain:    once per statement on each raw table
-- Reads:    ops.unchecked_entity, ops.findings_checked, mgmt.write_alone
-- Writes:   ops.unchecked_entity, ops.findings_checked
-- Triggers: academy.students, academy.check_ins
-- Traps:    a student is checked as a whole; a new one changes nothing: check-ins come after; a loader that sets
--           atalaya.skip_facts calls mgmt.rebuild_facts() at its end, which has all students checked
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
    execute format(
        'insert into ops.unchecked_entity (source, entity) %s on conflict do nothing',
        concat_ws(
            ' union ',
            case when tg_op <> 'INSERT' then format('select distinct ''academy'', %I from old_rows', tg_argv[0]) end,
            case when tg_op <> 'DELETE' then format('select distinct ''academy'', %I from new_rows', tg_argv[0]) end
        )
    );
    return null;
end;
$$;

comment on function mgmt.findings_changed() is 'Notes the students whose check-ins have to be checked again.';

do $$
declare
    raw record;
begin
    for raw in
        select *
        from (values ('academy.students', 'id'), ('academy.check_ins', 'student_id')) as listed (name, student_column)
    loop
        execute format(
            'create trigger findings_inserted after insert on %1$s referencing new table as new_rows '
            'for each statement execute function mgmt.findings_changed(%2$L); '
            'create trigger findings_updated after update on %1$s referencing old table as old_rows '
            'new table as new_rows for each statement execute function mgmt.findings_changed(%2$L); '
            'create trigger findings_deleted after delete on %1$s referencing old table as old_rows '
            'for each statement execute function mgmt.findings_changed(%2$L); '
            'create trigger findings_truncated after truncate on %1$s '
            'for each statement execute function mgmt.findings_changed(%2$L)',
            raw.name, raw.student_column
        );
    end loop;
end;
$$;

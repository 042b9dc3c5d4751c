-- analytics.groups_changed (trigger function)
-- Question: which hours does a written group touch?
-- Grain:    once per statement on classwaves.session_groups
-- Reads:    classwaves.session_groups, analytics.note_groups, analytics.note_all
-- Triggers: classwaves.session_groups
-- Traps:    an update that moves nothing which counts is not noted; atalaya.skip_facts = 'on' leaves the facts to the loader
create or replace function analytics.groups_changed() returns trigger
language plpgsql as $$
begin
    if current_setting('atalaya.skip_facts', true) = 'on' then
        return null;
    end if;
    if tg_op = 'INSERT' then
        perform analytics.note_groups(array_agg(session_id), array_agg(created_at)) from new_rows;
    elsif tg_op = 'DELETE' then
        perform analytics.note_groups(array_agg(session_id), array_agg(created_at)) from old_rows;
    elsif tg_op = 'UPDATE' then
        perform analytics.note_groups(array_agg(session_id), array_agg(created_at))
        from (
            (
                select id, session_id, created_at, ready_at from old_rows
                except
                select id, session_id, created_at, ready_at from new_rows
            )
            union all
            (
                select id, session_id, created_at, ready_at from new_rows
                except
                select id, session_id, created_at, ready_at from old_rows
            )
        ) as touched;
    else
        perform analytics.note_all();
    end if;
    return null;
end;
$$;

comment on function analytics.groups_changed() is 'Notes the hours of written groups.';

create or replace trigger session_groups_noted_on_insert
    after insert on classwaves.session_groups
    referencing new table as new_rows
    for each statement execute function analytics.groups_changed();

create or replace trigger session_groups_noted_on_update
    after update on classwaves.session_groups
    referencing old table as old_rows new table as new_rows
    for each statement execute function analytics.groups_changed();

create or replace trigger session_groups_noted_on_delete
    after delete on classwaves.session_groups
    referencing old table as old_rows
    for each statement execute function analytics.groups_changed();

create or replace trigger session_groups_noted_on_truncate
    after truncate on classwaves.session_groups
    for each statement execute function analytics.groups_changed();

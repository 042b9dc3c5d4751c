-- analytics.participants_changed (trigger function)
-- Question: which hours and students does a written participant touch?
-- Grain:    once per statement on classwaves.participants
-- Reads:    classwaves.participants, analytics.note_stays, analytics.note_all
-- Triggers: classwaves.participants
-- Traps:    an update that moves nothing which counts is not noted; atalaya.skip_facts = 'on' leaves the facts to the loader
create or replace function analytics.participants_changed() returns trigger
language plpgsql as $$
begin
    if current_setting('atalaya.skip_facts', true) = 'on' then
        return null;
    end if;
    if tg_op = 'INSERT' then
        perform analytics.note_stays(array_agg(session_id), array_agg(student_id), array_agg(joined_at), array_agg(left_at))
        from new_rows;
    elsif tg_op = 'DELETE' then
        perform analytics.note_stays(array_agg(session_id), array_agg(student_id), array_agg(joined_at), array_agg(left_at))
        from old_rows;
    elsif tg_op = 'UPDATE' then
        perform analytics.note_stays(array_agg(session_id), array_agg(student_id), array_agg(joined_at), array_agg(left_at))
        from (
            (
                select id, session_id, student_id, joined_at, left_at from old_rows
                except
                select id, session_id, student_id, joined_at, left_at from new_rows
            )
            union all
            (
                select id, session_id, student_id, joined_at, left_at from new_rows
                except
                select id, session_id, student_id, joined_at, left_at from old_rows
            )
        ) as touched;
    else
        perform analytics.note_all();
    end if;
    return null;
end;
$$;

comment on function analytics.participants_changed() is 'Notes the hours and the students of written participants.';

create or replace trigger participants_noted_on_insert
    after insert on classwaves.participants
    referencing new table as new_rows
    for each statement execute function analytics.participants_changed();

create or replace trigger participants_noted_on_update
    after update on classwaves.participants
    referencing old table as old_rows new table as new_rows
    for each statement execute function analytics.participants_changed();

create or replace trigger participants_noted_on_delete
    after delete on classwaves.participants
    referencing old table as old_rows
    for each statement execute function analytics.participants_changed();

create or replace trigger participants_noted_on_truncate
    after truncate on classwaves.participants
    for each statement execute function analytics.participants_changed();

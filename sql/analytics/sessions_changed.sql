-- analytics.sessions_changed (trigger function)
-- Question: which hours, sessions, teachers and students does a written session touch?
-- Grain:    once per statement on classwaves.sessions
-- Reads:    classwaves.sessions, analytics.note_sessions, analytics.note_moves, analytics.note_all
-- Triggers: classwaves.sessions
-- Traps:    an update that moves nothing which counts (a title) is not noted; atalaya.skip_facts = 'on' leaves the facts
--           to the loader
create or replace function analytics.sessions_changed() returns trigger
language plpgsql as $$
begin
    if current_setting('atalaya.skip_facts', true) = 'on' then
        return null;
    end if;
    if tg_op = 'INSERT' then
        perform analytics.note_sessions(
            array_agg(id), array_agg(school_id), array_agg(teacher_id), array_agg(started_at), array_agg(ended_at)
        )
        from new_rows;
    elsif tg_op = 'DELETE' then
        perform analytics.note_sessions(
            array_agg(id), array_agg(school_id), array_agg(teacher_id), array_agg(started_at), array_agg(ended_at)
        )
        from old_rows;
    elsif tg_op = 'UPDATE' then
        perform analytics.note_sessions(
            array_agg(id), array_agg(school_id), array_agg(teacher_id), array_agg(started_at), array_agg(ended_at)
        )
        from (
            (
                select id, school_id, teacher_id, started_at, ended_at from old_rows
                except
                select id, school_id, teacher_id, started_at, ended_at from new_rows
            )
            union all
            (
                select id, school_id, teacher_id, started_at, ended_at from new_rows
                except
                select id, school_id, teacher_id, started_at, ended_at from old_rows
            )
        ) as touched;
        perform analytics.note_moves(array_agg(id), array_agg(school_id))
        from (
            (select id, school_id from old_rows except select id, school_id from new_rows)
            union all
            (select id, school_id from new_rows except select id, school_id from old_rows)
        ) as moved;
    else
        perform analytics.note_all();
    end if;
    return null;
end;
$$;

comment on function analytics.sessions_changed() is 'Notes the hours and the people of written sessions.';

create or replace trigger sessions_noted_on_insert
    after insert on classwaves.sessions
    referencing new table as new_rows
    for each statement execute function analytics.sessions_changed();

create or replace trigger sessions_noted_on_update
    after update on classwaves.sessions
    referencing old table as old_rows new table as new_rows
    for each statement execute function analytics.sessions_changed();

create or replace trigger sessions_noted_on_delete
    after delete on classwaves.sessions
    referencing old table as old_rows
    for each statement execute function analytics.sessions_changed();

create or replace trigger sessions_noted_on_truncate
    after truncate on classwaves.sessions
    for each statement execute function analytics.sessions_changed();

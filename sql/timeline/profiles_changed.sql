-- timeline.profiles_changed (trigger function)
-- Question: who is found by another name, or not any more, after these rows were written?
-- Grain:    once per statement on learning.profiles
-- Reads:    timeline.refresh_searched_students
-- Triggers: learning.profiles
-- Traps:    atalaya.skip_facts = 'on' leaves it to the loader, which calls timeline.backfill() at the end
create function timeline.profiles_changed() returns trigger
language plpgsql as $$
declare
    student_ids uuid[];
begin
    if current_setting('atalaya.skip_facts', true) = 'on' then
        return null;
    end if;
    if tg_op = 'TRUNCATE' then
        perform timeline.refresh_searched_students(null);
        return null;
    end if;
    if tg_op = 'DELETE' then
        student_ids := array(select id from old_rows);
    else
        student_ids := array(select id from new_rows);
    end if;
    if cardinality(student_ids) > 0 then
        perform timeline.refresh_searched_students(student_ids);
    end if;
    return null;
end;
$$;

comment on function timeline.profiles_changed() is
    'Keeps timeline.searched_students current when profiles are written.';

create or replace trigger found_by_inserted after insert on learning.profiles
    referencing new table as new_rows for each statement execute function timeline.profiles_changed();
create or replace trigger found_by_updated after update on learning.profiles
    referencing new table as new_rows for each statement execute function timeline.profiles_changed();
create or replace trigger found_by_deleted after delete on learning.profiles
    referencing old table as old_rows for each statement execute function timeline.profiles_changed();
create or replace trigger found_by_truncated after truncate on learning.profiles
    for each statement execute function timeline.profiles_changed();

-- Rows from before the fact, or from before a change of its functions.
select timeline.refresh_searched_students(null);

-- timeline.refresh_searched_students (function)
-- Question: by what are these students found now?
-- Grain:    writes timeline.searched_students; returns how many rows changed
-- Reads:    timeline.students, timeline.searched_students, ops.fold, ops.sort_key
-- Writes:   timeline.searched_students
-- Traps:    null is everybody; whoever is no student any more is not found; only rows that differ are written
create function timeline.refresh_searched_students(student_ids uuid[]) returns bigint
language sql volatile
begin atomic
    with
        -- As one array, so that a few students are found by their key.
        wanted as (
            select coalesce(
                student_ids,
                array(
                    select student.student_id from timeline.students as student
                    union
                    select searched.student_id from timeline.searched_students as searched
                )
            ) as student_ids
        ),

        current as materialized (
            select
                student.student_id,
                ops.fold(student.full_name) || ' ' || ops.fold(coalesce(student.email, '')) as sought,
                ops.sort_key(student.full_name, 'en') as name_key,
                ops.sort_key(student.full_name, 'es') as name_key_spanish
            from timeline.students as student
            where student.student_id = any((select wanted.student_ids from wanted)::uuid[])
        ),

        gone as (
            delete from timeline.searched_students as searched
            where
                searched.student_id = any((select wanted.student_ids from wanted)::uuid[])
                and searched.student_id not in (select current.student_id from current)
            returning searched.student_id
        ),

        written as (
            insert into timeline.searched_students as searched (student_id, sought, name_key, name_key_spanish)
            select
                current.student_id,
                current.sought,
                current.name_key,
                current.name_key_spanish
            from current
            where not exists (
                select
                from timeline.searched_students as known
                where
                    known.student_id = current.student_id
                    and known.sought = current.sought
                    and known.name_key = current.name_key
                    and known.name_key_spanish = current.name_key_spanish
            )
            on conflict (student_id) do update set
                sought = excluded.sought,
                name_key = excluded.name_key,
                name_key_spanish = excluded.name_key_spanish
            returning searched.student_id
        )

    select (select count(*) from gone) + (select count(*) from written);
end;

comment on function timeline.refresh_searched_students(uuid[]) is
    'Writes anew by what the given students (null: all) are found, where it differs; returns how many rows changed.';

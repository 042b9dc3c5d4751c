-- timeline.refresh_searched_students (function)
-- Question: by what are these students found now?
-- Grain:    writes timeline.searched_students; returns how many rows changed
-- Reads:    timeline.students, timeline.searched_students, timeline.grams, ops.fold, ops.sort_key
-- Writes:   timeline.searched_students
-- Traps:    null is everybody; whoever is no student any more is not found; only rows that differ are written; only the
--           first 200 characters of a name count for its place, since an index takes no longer keys
create function timeline.refresh_searched_students(student_ids uuid[]) returns bigint
language sql volatile
begin atomic
    with
        folded as (
            select
                student.student_id,
                ops.fold(student.full_name) || ' ' || ops.fold(coalesce(student.email, '')) as sought,
                left(student.full_name, 200) as name
            from timeline.students as student
            where student_ids is null or student.student_id = any(student_ids)
        ),

        current as materialized (
            select
                folded.student_id,
                folded.sought,
                array(
                    select gram
                    from (
                        select unnest(timeline.grams(' ' || folded.sought)) as gram
                        union
                        select ' ' || left(word, 1) as gram
                        from unnest(string_to_array(folded.sought, ' ')) as word
                        where word <> ''
                    ) as found
                    order by gram collate "C"
                ) as grams,
                ops.sort_key(folded.name, 'en') as name_key,
                ops.sort_key(folded.name, 'es') as name_key_spanish
            from folded
        ),

        gone as (
            delete from timeline.searched_students as searched
            where
                (student_ids is null or searched.student_id = any(student_ids))
                and searched.student_id not in (select current.student_id from current)
            returning searched.student_id
        ),

        written as (
            insert into timeline.searched_students as searched (student_id, sought, grams, name_key, name_key_spanish)
            select
                current.student_id,
                current.sought,
                current.grams,
                current.name_key,
                current.name_key_spanish
            from current
            where not exists (
                select
                from timeline.searched_students as known
                where
                    known.student_id = current.student_id
                    and known.sought = current.sought
                    and known.grams = current.grams
                    and known.name_key = current.name_key
                    and known.name_key_spanish = current.name_key_spanish
            )
            on conflict (student_id) do update set
                sought = excluded.sought,
                grams = excluded.grams,
                name_key = excluded.name_key,
                name_key_spanish = excluded.name_key_spanish
            returning searched.student_id
        )

    select (select count(*) from gone) + (select count(*) from written);
end;

comment on function timeline.refresh_searched_students(uuid[]) is
    'Writes anew by what the given students (null: all) are found, where it differs; returns how many rows changed.';

-- timeline.find_students (function)
-- Question: which students have all these words in their name or e-mail address? By name, in the reader's language
-- Grain:    one row per student that fits, at most so many; everybody fits an empty search
-- Reads:    timeline.searched_students, timeline.students, timeline.search_grams, timeline.search_terms, ops.language
-- Traps:    without regard to case, accents and Unicode form; words may stand in any order; one or two letters must begin a word
create function timeline.find_students(search text, most integer)
returns table (student_id uuid, full_name text, email text, place bigint)
language sql stable parallel safe
begin atomic
    with
        first_found as (
            (
                select
                    searched.student_id,
                    searched.name_key_spanish as name_key
                from timeline.searched_students as searched
                where
                    ops.language() = 'es'
                    and searched.grams @> timeline.search_grams(search)
                    and not exists (
                        select
                        from unnest(timeline.search_terms(search)) as term
                        where strpos(' ' || searched.sought, term collate "C") = 0
                    )
                order by searched.name_key_spanish, searched.student_id
                limit most
            )
            union all
            (
                select
                    searched.student_id,
                    searched.name_key
                from timeline.searched_students as searched
                where
                    ops.language() <> 'es'
                    and searched.grams @> timeline.search_grams(search)
                    and not exists (
                        select
                        from unnest(timeline.search_terms(search)) as term
                        where strpos(' ' || searched.sought, term collate "C") = 0
                    )
                order by searched.name_key, searched.student_id
                limit most
            )
        )

    select
        student.student_id,
        student.full_name,
        student.email,
        row_number() over (order by first_found.name_key, first_found.student_id) as place
    from first_found
    inner join timeline.students as student on student.student_id = first_found.student_id
    order by place;
end;

comment on function timeline.find_students(text, integer) is
    'Students who fit a search, the first of them by name in the order of ops.language().';

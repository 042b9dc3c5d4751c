-- timeline.find_students (function)
-- Question: which students have all these words in their name or e-mail address? By name, in the reader's language
-- Grain:    one row per student that fits, at most so many; everybody fits an empty search
-- Reads:    timeline.searched_students, timeline.students, ops.search_patterns, ops.language
-- Traps:    without regard to case, accents and Unicode form; words may stand in any order, and be parts of words
create function timeline.find_students(search text, most integer)
returns table (student_id uuid, full_name text, email text, place bigint)
language sql stable parallel safe
begin atomic
    with
        first_found as (
            select
                searched.student_id,
                case ops.language() when 'es' then searched.name_key_spanish else searched.name_key end as name_key
            from timeline.searched_students as searched
            where searched.sought like all(ops.search_patterns(search))
            order by name_key, searched.student_id
            limit most
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

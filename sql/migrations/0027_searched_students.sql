-- 0027_searched_students: students by what they can be found by, so that a search folds no name

-- timeline.refresh_searched_students fills it when the functions are made, right after this.
create table timeline.searched_students (
    student_id uuid primary key,
    sought text collate "C" not null,
    name_key bytea not null,
    name_key_spanish bytea not null
);

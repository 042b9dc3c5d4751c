-- 0027_searched_students: students by what they can be found by, so that a search reads an index and not everybody

-- timeline.refresh_searched_students fills it when the functions are made, right after this.
create table timeline.searched_students (
    student_id uuid primary key,
    sought text collate "C" not null,
    grams text[] collate "C" not null,
    name_key bytea not null,
    name_key_spanish bytea not null
);
create index searched_students_grams_idx on timeline.searched_students using gin (grams);
comment on index timeline.searched_students_grams_idx is 'Serves: timeline.find_students: whoever has all that is sought';
create index searched_students_name_key_idx on timeline.searched_students (name_key, student_id);
comment on index timeline.searched_students_name_key_idx is
    'Serves: timeline.find_students: the first in English and Indonesian order';
create index searched_students_name_key_spanish_idx on timeline.searched_students (name_key_spanish, student_id);
comment on index timeline.searched_students_name_key_spanish_idx is
    'Serves: timeline.find_students: the first in Spanish order';

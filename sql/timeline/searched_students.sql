-- timeline.searched_students (fact)
-- Question: by which words, and in which order, is a student found?
-- Grain:    one row per student that timeline.students lists (student_id)
-- Traps:    made anew whenever its functions are, so that a change of ops.fold or ops.sort_key reaches the rows; read from
--           end to end by each search, which takes less than keeping an index of parts of words
comment on table timeline.searched_students is 'Fact: what each student is found by, and where the name stands in a list.';
comment on column timeline.searched_students.student_id is 'The student.';
comment on column timeline.searched_students.sought is 'Name and e-mail address, through ops.fold.';
comment on column timeline.searched_students.name_key is 'Sort key of the name in English and Indonesian.';
comment on column timeline.searched_students.name_key_spanish is 'The same in Spanish.';

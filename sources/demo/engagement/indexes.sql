-- The indexes that a production would have, made after the tables are full.

create index on academy.students (updated_at);
create index on academy.level_exams (student_id);
create index on academy.check_ins (student_id, checked_in_at);
create index on academy.check_ins (updated_at);

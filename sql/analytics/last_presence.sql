-- analytics.last_presence (fact)
-- Question: from when to when was each session, teacher or student active last?
-- Grain:    one row per session, teacher or student, in a school and in all schools together (kind, entity,
--           all_schools, school_id)
-- Traps:    last_hour infinity while there is no end; whoever was at two schools is in both and once in all
comment on table analytics.last_presence is
    'Beginning of the newest stretch and last active hour of each session, teacher and student, in a school and in '
    'all schools together. Whoever began before the end of a period was active in it if the last hour is not before '
    'it.';
comment on column analytics.last_presence.kind is 'session, teacher or student.';
comment on column analytics.last_presence.all_schools is 'Whether it is about all schools together.';
comment on column analytics.last_presence.school_id is 'The school; empty for all schools together.';
comment on column analytics.last_presence.entity is 'Id of the session, the teacher or the student (a pseudonym).';
comment on column analytics.last_presence.first_hour is 'First hour of the newest stretch.';
comment on column analytics.last_presence.last_hour is 'Last active hour; infinity while there is no end.';

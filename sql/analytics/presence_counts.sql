-- analytics.presence_counts (fact)
-- Question: how many sessions, teachers and students were active from one hour to another last?
-- Grain:    one row per school (or all), last hour, first hour and kind (all_schools, school_id, last_hour,
--           first_hour, kind)
-- Traps:    rows of all schools together are no sum of those of the schools: somebody may be at two
comment on table analytics.presence_counts is
    'How many rows of analytics.last_presence say the same hours: adding these up counts everybody of a period once.';
comment on column analytics.presence_counts.all_schools is 'Whether it is about all schools together.';
comment on column analytics.presence_counts.school_id is 'The school; empty for all schools together.';
comment on column analytics.presence_counts.last_hour is 'Last active hour; infinity while there is no end.';
comment on column analytics.presence_counts.first_hour is 'First hour of the newest stretch.';
comment on column analytics.presence_counts.kind is 'session, teacher or student.';
comment on column analytics.presence_counts.entities is 'How many sessions, teachers or students.';

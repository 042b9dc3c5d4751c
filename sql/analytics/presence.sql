-- analytics.presence (fact)
-- Question: in which unbroken stretches of hours was each session, teacher or student active?
-- Grain:    one row per beginning of a stretch of a session, teacher or student in a school (kind, entity, school_id,
--           first_hour)
-- Traps:    stretches of one do not touch each other; last_hour infinity while there is no end
comment on table analytics.presence is
    'Unbroken stretches of active hours of each session, teacher and student in a school.';
comment on column analytics.presence.kind is 'session, teacher or student.';
comment on column analytics.presence.school_id is 'The school.';
comment on column analytics.presence.entity is 'Id of the session, the teacher or the student (a pseudonym).';
comment on column analytics.presence.first_hour is 'First hour of the stretch.';
comment on column analytics.presence.last_hour is 'Last hour of the stretch; infinity while it has no end.';

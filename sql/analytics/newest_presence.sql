-- analytics.newest_presence (view)
-- Question: when did the newest stretch of each session, teacher and student begin, and when was the last active hour?
-- Grain:    one row per kind, all_schools, school_id, entity
-- Reads:    analytics.presence
-- Traps:    what analytics.last_presence must hold; conditions on kind and entity reach the index of analytics.presence
create view analytics.newest_presence as
select
    kind,
    false as all_schools,
    school_id,
    entity,
    max(first_hour) as first_hour,
    max(last_hour) as last_hour
from analytics.presence
group by kind, school_id, entity
union all
select
    kind,
    true as all_schools,
    '' as school_id,
    entity,
    max(first_hour) as first_hour,
    max(last_hour) as last_hour
from analytics.presence
group by kind, entity;

comment on view analytics.newest_presence is 'Newest stretch and last active hour of everybody, in each school and in all together.';
comment on column analytics.newest_presence.kind is 'session, teacher or student.';
comment on column analytics.newest_presence.all_schools is 'Whether it is about all schools together.';
comment on column analytics.newest_presence.school_id is 'The school; empty for all schools together.';
comment on column analytics.newest_presence.entity is 'Id of the session, the teacher or the student (a pseudonym).';
comment on column analytics.newest_presence.first_hour is 'First hour of the newest stretch.';
comment on column analytics.newest_presence.last_hour is 'Last active hour; infinity while there is no end.';

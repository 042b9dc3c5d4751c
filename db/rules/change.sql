-- name: writers_wait
-- Lets whoever writes these tables wait until the transaction ends; readers do not.
lock table {tables} in share row exclusive mode

-- name: raw_tables
-- The copied tables of a source; beside those in `public` others may have theirs.
select schemaname, tablename
from pg_tables
where schemaname = %s and tableowner = 'atalaya_owner'

-- name: new_version
-- Every cached page is of before.
update ops.data_version set version = version + 1, changed_at = clock_timestamp()

-- name: check_anew
-- As after a first load.
delete from ops.findings_checked where source = %s

-- name: clear_courses
-- Two courses that change places would meet in one.
delete from ngeshare.course_config

-- name: write_courses
-- Writes the curriculum, in the order of its courses.
insert into ngeshare.course_config (course_name, max_episodes, sequence_order)
select
    course.value ->> 'name' as course_name,
    (course.value ->> 'episodes')::integer as max_episodes,
    course.ordinality as sequence_order
from jsonb_array_elements(%(courses)s::jsonb) with ordinality as course

-- name: write_down
-- Keeps who changed a rule, from what to what.
insert into ops.rule_change (source, key, old, new, changed_by, rebuilt, seconds)
values (%(source)s, %(key)s, %(old)s::jsonb, %(new)s::jsonb, %(who)s, %(rebuilt)s, %(seconds)s)

-- name: reschedule
-- Gives the daily refresh its new time; servers plan a run that is further away than a day anew.
update ops.scheduled_job set
    hour = coalesce(%(hour)s::integer, hour),
    minute = coalesce(%(minute)s::integer, minute),
    time_zone = coalesce(%(time_zone)s, time_zone),
    next_run_at = now() + interval '2 days',
    changed_at = now()
where job = 'daily refresh'

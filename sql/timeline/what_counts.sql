-- timeline.what_counts (view)
-- Question: how many of the copied rows do the pages rest on, and until which day are there any?
-- Grain:    one row per subject: students, activities
-- Reads:    learning.profiles, timeline.students, timeline.student_activity_timeline, timeline.visible_activities
-- Traps:    reads all of history, so it is asked only where a page has nothing to show
create view timeline.what_counts as
with
    profiles as (select count(*) as copied from learning.profiles),

    students as (select count(*) as counted from timeline.students),

    activities as (select count(*) as copied from timeline.student_activity_timeline),

    visible as (
        select
            count(*) as counted,
            max(visible_activities.activity_date) as last_day
        from timeline.visible_activities
    )

select
    'students' as subject,
    1 as position,
    profiles.copied,
    students.counted,
    null::bigint as left_out,
    null::date as last_day,
    null::text[] as named
from profiles
cross join students
union all
select
    'activities' as subject,
    2 as position,
    activities.copied,
    visible.counted,
    null::bigint as left_out,
    visible.last_day,
    null::text[] as named
from activities
cross join visible;

comment on view timeline.what_counts is 'What Student Timeline rests on, and by which rule.';
comment on column timeline.what_counts.subject is 'What is counted.';
comment on column timeline.what_counts.position is 'What has to count before something later can.';
comment on column timeline.what_counts.copied is 'Rows that were copied from production, activities as they were made of them.';
comment on column timeline.what_counts.counted is 'What of them the pages show.';
comment on column timeline.what_counts.left_out is 'Always empty here.';
comment on column timeline.what_counts.last_day is 'Date of the newest in {learning.time_zone}, up to today.';
comment on column timeline.what_counts.named is 'Always empty here.';

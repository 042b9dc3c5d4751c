-- timeline.student_figures (view)
-- Question: how much did each student do, on how many days, when last, and what of it waits for an answer?
-- Grain:    one row per student_id with an activity
-- Reads:    timeline.visible_activities, timeline.course_beginnings, timeline.impossible_wait, timeline.as_of
-- Traps:    waiting leaves out what cannot have waited, as timeline.waiting_figures does; days are
--           those of {learning.time_zone}; who has done nothing has no row
create view timeline.student_figures as
select
    activity.student_id,
    count(*) as activities,
    count(distinct activity.activity_date) as active_days,
    max(activity.activity_date) as last_active_on,
    count(*) filter (
        where
            case
                when activity.requires_response = true and activity.response_status = 'pending'
                    then timeline.impossible_wait(activity.created_at, beginning.began_at, (select timeline.as_of())) is null
            end
    ) as waiting
from timeline.visible_activities as activity
left join timeline.course_beginnings as beginning on beginning.course_id = activity.course_id
group by activity.student_id;

comment on view timeline.student_figures is 'What each student has done so far, in four numbers.';
comment on column timeline.student_figures.student_id is 'The student.';
comment on column timeline.student_figures.activities is 'Activities up to today.';
comment on column timeline.student_figures.active_days is 'Days with at least one.';
comment on column timeline.student_figures.last_active_on is 'The latest of these days.';
comment on column timeline.student_figures.waiting is 'Reflections without an answer; those that cannot have waited are left out.';

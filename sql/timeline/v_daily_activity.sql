-- timeline.v_daily_activity (view)
-- Question: what did each student do each day?
-- Grain:    one row per student_id, activity_date with an activity; newest day first
-- Reads:    timeline.visible_activities
-- Traps:    days are those of {learning.time_zone}, also where summer time begins or ends
create view timeline.v_daily_activity as
select
    activity.student_id,
    activity.activity_date,
    count(*) as activity_count,
    json_agg(
        json_build_object('type', activity.activity_type, 'content', activity.content, 'timestamp', activity.created_at)
        order by activity.created_at, activity.id
    ) as activities
from timeline.visible_activities as activity
group by activity.student_id, activity.activity_date
order by activity.activity_date desc, activity.student_id;

comment on view timeline.v_daily_activity is 'Activities by student and day.';
comment on column timeline.v_daily_activity.student_id is 'The student.';
comment on column timeline.v_daily_activity.activity_date is 'Date in {learning.time_zone}.';
comment on column timeline.v_daily_activity.activity_count is 'Activities of that day.';
comment on column timeline.v_daily_activity.activities is 'They themselves, oldest first: type, content, timestamp.';

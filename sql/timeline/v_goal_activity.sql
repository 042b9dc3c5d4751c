-- timeline.v_goal_activity (view)
-- Question: what did each student do for each goal?
-- Grain:    one row per student_id, goal_id with an activity; the goal worked on last comes first
-- Reads:    timeline.visible_activities
-- Traps:    start and end are those of the activities, not of the goal
create view timeline.v_goal_activity as
select
    activity.student_id,
    activity.goal_id,
    min(activity.created_at) as goal_start,
    max(activity.created_at) as goal_end,
    count(*) as total_activities,
    json_agg(
        json_build_object(
            'type', activity.activity_type, 'content', activity.content, 'timestamp', activity.created_at,
            'video_id', activity.video_id, 'course_id', activity.course_id
        )
        order by activity.created_at, activity.id
    ) as timeline
from timeline.visible_activities as activity
where activity.goal_id is not null
group by activity.student_id, activity.goal_id
order by max(activity.created_at) desc, activity.student_id, activity.goal_id;

comment on view timeline.v_goal_activity is 'Activities by student and goal.';
comment on column timeline.v_goal_activity.student_id is 'The student.';
comment on column timeline.v_goal_activity.goal_id is 'The goal.';
comment on column timeline.v_goal_activity.goal_start is 'First activity for it.';
comment on column timeline.v_goal_activity.goal_end is 'Last activity for it.';
comment on column timeline.v_goal_activity.total_activities is 'Activities for it.';
comment on column timeline.v_goal_activity.timeline is
    'They themselves, oldest first: type, content, timestamp, video_id, course_id.';

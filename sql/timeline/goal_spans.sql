-- timeline.goal_spans (view)
-- Question: from when to when did each student work on each goal, and what became of it?
-- Grain:    one row per student_id, goal_id with an activity
-- Reads:    timeline.v_goal_activity, learning.goals, timeline.horizon
-- Traps:    the span is that of the activities; a goal that is gone, or another student's, still has its row
create view timeline.goal_spans as
select
    span.student_id,
    span.goal_id,
    goal.title as goal_title,
    case
        when goal.id is null then 'unknown'
        when goal.completed_at < (select timeline.horizon()) then 'completed'
        when goal.abandoned_at < (select timeline.horizon()) then 'abandoned'
        else 'open'
    end as goal_state,
    span.goal_start,
    span.goal_end,
    span.total_activities
from timeline.v_goal_activity as span
left join learning.goals as goal on goal.id = span.goal_id;

comment on view timeline.goal_spans is 'Goals with the span of the activities for them.';
comment on column timeline.goal_spans.student_id is 'The student.';
comment on column timeline.goal_spans.goal_id is 'The goal.';
comment on column timeline.goal_spans.goal_title is 'Its title.';
comment on column timeline.goal_spans.goal_state is 'open, completed, abandoned, or unknown where the goal is gone.';
comment on column timeline.goal_spans.goal_start is 'First activity for it.';
comment on column timeline.goal_spans.goal_end is 'Last activity for it.';
comment on column timeline.goal_spans.total_activities is 'Activities for it.';

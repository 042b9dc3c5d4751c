-- timeline.quality_of_milestones (view)
-- Question: which milestones break an assumption of the rules, and how?
-- Grain:    one row per check, table, key
-- Reads:    learning.milestones, learning.goals, learning.media_files, timeline.horizon
-- Traps:    a checkpoint without a goal is ordinary; only steps towards a goal should name it
create view timeline.quality_of_milestones as
with
    checked_milestones as (
        select
            milestone.id as key,
            milestone.kind not in ('checkpoint', 'goal_milestone', 'goal_completion') as unknown_kind,
            milestone.goal_id is null and milestone.kind in ('goal_milestone', 'goal_completion') as missing_goal,
            goal.student_id <> milestone.student_id as goal_of_another_student,
            milestone.kind = 'goal_completion' and goal.id is not null and goal.completed_at is null
                as goal_not_completed,
            milestone.kind = 'checkpoint' and milestone.video_id is null as checkpoint_without_video,
            milestone.video_timestamp_seconds not between 0 and video.duration_seconds as outside_video,
            greatest(milestone.reached_at, milestone.updated_at) >= (select timeline.horizon()) as future_date,
            milestone.reached_at < timestamptz '2000-01-01 00:00:00+00'
            or milestone.updated_at < milestone.reached_at as impossible_date
        from learning.milestones as milestone
        left join learning.goals as goal on goal.id = milestone.goal_id
        left join learning.media_files as video on video.id = milestone.video_id
    )

select
    finding."check",
    'milestones' as "table",
    checked.key
from checked_milestones as checked
cross join lateral (
    values
    ('unknown_kind', checked.unknown_kind),
    ('missing_goal', checked.missing_goal),
    ('goal_of_another_student', checked.goal_of_another_student),
    ('goal_not_completed', checked.goal_not_completed),
    ('checkpoint_without_video', checked.checkpoint_without_video),
    ('outside_video', checked.outside_video),
    ('future_date', checked.future_date),
    ('impossible_date', checked.impossible_date)
) as finding ("check", is_found)
where
    -- Most rows fail nothing and need not be multiplied; as a number, so that the planner expects few.
    (
        checked.unknown_kind or checked.missing_goal or checked.goal_of_another_student or checked.goal_not_completed
        or checked.checkpoint_without_video or checked.outside_video or checked.future_date or checked.impossible_date
    )::integer = 1
    and finding.is_found;

comment on view timeline.quality_of_milestones is 'Milestones that fail a check.';
comment on column timeline.quality_of_milestones."check" is 'Name of the check, as in timeline.quality_checks.';
comment on column timeline.quality_of_milestones."table" is 'Raw table.';
comment on column timeline.quality_of_milestones.key is 'Id of the row.';

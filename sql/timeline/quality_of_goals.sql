-- timeline.quality_of_goals (view)
-- Question: which goals break an assumption of the rules, and how?
-- Grain:    one row per check, table, key
-- Reads:    learning.goals, timeline.is_blank, timeline.horizon
-- Traps:    what is open is judged as of today; a goal may be planned, so it can start after its last change
create view timeline.quality_of_goals as
with
    open_goals as (
        select
            goal.id,
            count(*) over (partition by goal.student_id) as open_at_once
        from learning.goals as goal
        where
            goal.started_at < (select timeline.horizon())
            and coalesce(least(goal.completed_at, goal.abandoned_at) >= (select timeline.horizon()), true)
    ),

    checked_goals as (
        select
            goal.id as key,
            timeline.is_blank(goal.title) as missing_title,
            goal.completed_at is not null and goal.abandoned_at is not null as completed_and_abandoned,
            open_goals.open_at_once > 1 as several_open_goals,
            least(goal.completed_at, goal.abandoned_at) < goal.started_at as ended_before_start,
            greatest(goal.started_at, goal.completed_at, goal.abandoned_at, goal.updated_at)
            >= (select timeline.horizon()) as future_date,
            least(goal.started_at, goal.completed_at, goal.abandoned_at, goal.updated_at)
            < timestamptz '2000-01-01 00:00:00+00' as impossible_date
        from learning.goals as goal
        left join open_goals on open_goals.id = goal.id
    )

select
    finding."check",
    'goals' as "table",
    checked.key
from checked_goals as checked
cross join lateral (
    values
    ('missing_title', checked.missing_title),
    ('completed_and_abandoned', checked.completed_and_abandoned),
    ('several_open_goals', checked.several_open_goals),
    ('ended_before_start', checked.ended_before_start),
    ('future_date', checked.future_date),
    ('impossible_date', checked.impossible_date)
) as finding ("check", is_found)
where
    -- Most rows fail nothing and need not be multiplied; as a number, so that the planner expects few.
    (
        checked.missing_title or checked.completed_and_abandoned or checked.several_open_goals
        or checked.ended_before_start or checked.future_date or checked.impossible_date
    )::integer = 1
    and finding.is_found;

comment on view timeline.quality_of_goals is 'Goals that fail a check.';
comment on column timeline.quality_of_goals."check" is 'Name of the check, as in timeline.quality_checks.';
comment on column timeline.quality_of_goals."table" is 'Raw table.';
comment on column timeline.quality_of_goals.key is 'Id of the row.';

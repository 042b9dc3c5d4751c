-- timeline.told_rows (view)
-- Question: how many activities does each raw table tell of?
-- Grain:    one row per source_table
-- Reads:    learning.video_progress, learning.reflections, learning.quiz_attempts, learning.enrollments,
--           learning.lesson_completions, learning.milestones, learning.daily_notes, learning.success_proofs,
--           learning.goal_messages
-- Traps:    counts rows, and asks none of the functions timeline.activities_of_*: what it says is a second opinion; deleted
--           rows tell of nothing
create view timeline.told_rows as
select
    'video_progress' as source_table,
    coalesce(sum(least(greatest(progress.percent, 0), 100)::integer / 25), 0)::bigint as activities
from learning.video_progress as progress
where progress.updated_at is not null
union all
select
    'reflections' as source_table,
    count(*) as activities
from learning.reflections as reflection
where reflection.deleted_at is null
union all
select
    'quiz_attempts' as source_table,
    count(attempt.started_at) + count(attempt.completed_at) as activities
from learning.quiz_attempts as attempt
union all
select
    'enrollments' as source_table,
    count(enrollment.enrolled_at) + count(enrollment.completed_at) as activities
from learning.enrollments as enrollment
union all
select
    'lesson_completions' as source_table,
    count(*) as activities
from learning.lesson_completions
union all
select
    'milestones' as source_table,
    count(*) as activities
from learning.milestones as milestone
where milestone.kind in ('checkpoint', 'goal_milestone', 'goal_completion')
union all
select
    'daily_notes' as source_table,
    count(*) as activities
from learning.daily_notes as note
where note.deleted_at is null
union all
select
    'success_proofs' as source_table,
    count(*) as activities
from learning.success_proofs as proof
where proof.deleted_at is null
union all
select
    'goal_messages' as source_table,
    count(*) as activities
from learning.goal_messages as message
where message.deleted_at is null;

comment on view timeline.told_rows is 'Activities that the raw rows tell of now, counted table by table.';
comment on column timeline.told_rows.source_table is 'The raw table.';
comment on column timeline.told_rows.activities is 'How many activities its rows tell of.';

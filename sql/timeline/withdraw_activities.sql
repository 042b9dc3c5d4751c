-- timeline.withdraw_activities (function)
-- Question: which activities are no longer told by their raw rows?
-- Grain:    writes timeline.student_activity_timeline; returns how many rows changed
-- Reads:    timeline.activities_of_video_progress, timeline.activities_of_reflections,
--           timeline.activities_of_quiz_attempts, timeline.activities_of_enrollments,
--           timeline.activities_of_lesson_completions, timeline.activities_of_milestones,
--           timeline.activities_of_daily_notes, timeline.activities_of_success_proofs,
--           timeline.activities_of_goal_messages, timeline.student_activity_timeline
-- Writes:   timeline.student_activity_timeline
-- Traps:    source_ids null means all rows; the activity is hidden, never erased; a quarter that a video's percent fell
--           back from is still told, because its row is there
create function timeline.withdraw_activities(source_table text, source_ids uuid[]) returns bigint
language plpgsql as $$
declare
    changed_rows bigint;
begin
    execute format(
        $statement$
        update timeline.student_activity_timeline as known set removed_at = now()
        where
            known.source_table = %1$L
            and known.removed_at is null
            %3$s
            and not exists (
                select
                from learning.%1$I as source
                cross join lateral timeline.%2$I(source) as activity
                where source.id = known.source_id and activity.source_event = known.source_event
            )
        $statement$,
        source_table,
        'activities_of_' || source_table,
        case when source_ids is null then '' else 'and known.source_id = any($1)' end
    ) using source_ids;
    get diagnostics changed_rows = row_count;
    return changed_rows;
end;
$$;

comment on function timeline.withdraw_activities(text, uuid[]) is
    'Hides the activities that the given rows of a raw table (null: all rows) no longer tell.';

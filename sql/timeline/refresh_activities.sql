-- timeline.refresh_activities (function)
-- Question: what do these rows of a raw table now say that students did?
-- Grain:    writes timeline.student_activity_timeline; returns how many rows changed
-- Reads:    timeline.activities_of_video_progress, timeline.activities_of_reflections,
--           timeline.activities_of_quiz_attempts, timeline.activities_of_enrollments,
--           timeline.activities_of_lesson_completions, timeline.activities_of_milestones,
--           timeline.activities_of_daily_notes, timeline.activities_of_success_proofs,
--           timeline.activities_of_goal_messages, timeline.write_activities
-- Traps:    some thousands at a time, which fit into memory, however many there are; of rows that are gone nothing is
--           written: timeline.withdraw_activities hides theirs
create function timeline.refresh_activities(
    source_table text, source_ids uuid[], keeps_moments boolean default false
) returns bigint
language plpgsql as $$
declare
    rows_at_once constant integer := 5000;
    part uuid[];
    told timeline.source_activity[];
    changed_rows bigint := 0;
begin
    for next_row in 1..cardinality(source_ids) by rows_at_once loop
        part := source_ids[next_row:next_row + rows_at_once - 1];
        execute format(
            'select array(select activity from learning.%1$I as source '
            'cross join lateral timeline.%2$I(source) as activity where source.id = any($1))',
            source_table,
            'activities_of_' || source_table
        ) into told using part;
        changed_rows := changed_rows + timeline.write_activities(source_table, part, told, keeps_moments);
    end loop;
    return changed_rows;
end;
$$;

comment on function timeline.refresh_activities(text, uuid[], boolean) is
    'Brings the activities of the given rows of a raw table to what those rows say.';

-- timeline.rebuild_activities (function)
-- Question: what do all rows of a raw table say that students did?
-- Grain:    writes timeline.student_activity_timeline; returns how many rows changed
-- Reads:    timeline.refresh_activities, timeline.student_activity_timeline, learning.video_progress, learning.reflections,
--           learning.quiz_attempts, learning.enrollments, learning.lesson_completions, learning.milestones,
--           learning.daily_notes, learning.success_proofs, learning.goal_messages
-- Writes:   timeline.student_activity_timeline
-- Traps:    student after student, since most indexes begin with them; a row that changed hands unseen is hidden with the
--           one whose it was, and shown again with the one whose it is
create function timeline.rebuild_activities(told_by text) returns bigint
language plpgsql
set plan_cache_mode = force_custom_plan
as $$
declare
    rows_at_once constant integer := 5000;
    done_to uuid;
    part_to uuid;
    source_ids uuid[];
    withdrawn_rows bigint;
    changed_rows bigint := 0;
begin
    loop
        execute format(
            'select source.student_id from learning.%I as source where $1 is null or source.student_id > $1 '
            'order by source.student_id offset $2 limit 1',
            told_by
        ) into part_to using done_to, rows_at_once;
        execute format(
            'select array(select source.id from learning.%I as source '
            'where ($1 is null or source.student_id > $1) and ($2 is null or source.student_id <= $2))',
            told_by
        ) into source_ids using done_to, part_to;
        update timeline.student_activity_timeline as known set removed_at = now()
        where
            known.source_table = told_by
            and known.removed_at is null
            and (done_to is null or known.student_id > done_to)
            and (part_to is null or known.student_id <= part_to)
            and known.source_id <> all(source_ids);
        get diagnostics withdrawn_rows = row_count;
        changed_rows := changed_rows + withdrawn_rows
            + timeline.refresh_activities(told_by, source_ids, keeps_moments => true);
        exit when part_to is null;
        done_to := part_to;
    end loop;
    return changed_rows;
end;
$$;

comment on function timeline.rebuild_activities(text) is
    'Brings the activities of a whole raw table to what it says, and hides those that lost their row.';

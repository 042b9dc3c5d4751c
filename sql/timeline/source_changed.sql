-- timeline.source_changed (trigger function)
-- Question: which activities do the written rows of a raw table touch?
-- Grain:    once per statement on each raw table that tells activities
-- Reads:    timeline.activities_of_video_progress, timeline.activities_of_reflections,
--           timeline.activities_of_quiz_attempts, timeline.activities_of_enrollments,
--           timeline.activities_of_lesson_completions, timeline.activities_of_milestones,
--           timeline.activities_of_daily_notes, timeline.activities_of_success_proofs,
--           timeline.activities_of_goal_messages, timeline.write_activities, timeline.refresh_activities,
--           timeline.withdraw_activities, timeline.student_activity_timeline
-- Writes:   timeline.student_activity_timeline
-- Triggers: learning.daily_notes, learning.enrollments, learning.goal_messages, learning.lesson_completions,
--           learning.milestones, learning.quiz_attempts, learning.reflections, learning.success_proofs,
--           learning.video_progress
-- Traps:    atalaya.skip_facts = 'on' leaves the activities to the loader, which calls timeline.backfill() at the end;
--           an insert on conflict fires both for insert and for update, often with no row
create function timeline.source_changed() returns trigger
language plpgsql
-- A few rows are found by their keys, whatever the statistics say.
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set work_mem = '64MB'
as $$
declare
    gone_ids uuid[];
    told timeline.source_activity[];
begin
    if current_setting('atalaya.skip_facts', true) = 'on' then
        return null;
    end if;
    if tg_op = 'TRUNCATE' then
        update timeline.student_activity_timeline as known set removed_at = now()
        where known.source_table = tg_table_name and known.removed_at is null;
        return null;
    end if;
    if tg_op = 'DELETE' then
        gone_ids := array(select id from old_rows);
    elsif tg_op = 'UPDATE' then
        gone_ids := array(select id from old_rows except select id from new_rows);
    end if;
    if cardinality(gone_ids) > 0 then
        perform timeline.withdraw_activities(tg_table_name, gone_ids);
    end if;
    -- A deletion has no new rows to look into.
    if tg_op = 'DELETE' then
        return null;
    end if;
    if not exists (select from new_rows) then
        return null;
    end if;
    if exists (select from new_rows offset 1000) then
        -- Of many rows, small tables are read once rather than once per row.
        perform set_config('enable_hashjoin', 'on', true), set_config('enable_seqscan', 'on', true);
    end if;
    if exists (select from new_rows offset 10000) then
        -- More than are to be in memory at once.
        perform timeline.refresh_activities(tg_table_name, array(select id from new_rows));
        return null;
    end if;
    execute format(
        'select array(select activity from new_rows as source '
        'cross join lateral timeline.%I(source::learning.%I) as activity where activity.is_due or $1)',
        'activities_of_' || tg_table_name,
        tg_table_name
    -- What a new row does not tell yet, it has never told.
    ) into told using tg_op = 'UPDATE';
    perform timeline.write_activities(tg_table_name, array(select id from new_rows), told);
    return null;
end;
$$;

comment on function timeline.source_changed() is
    'Keeps timeline.student_activity_timeline current when a raw table is written.';

do $$
declare
    source text;
begin
    foreach source in array array[
        'learning.video_progress', 'learning.reflections', 'learning.quiz_attempts', 'learning.enrollments',
        'learning.lesson_completions', 'learning.milestones', 'learning.daily_notes', 'learning.success_proofs',
        'learning.goal_messages'
    ] loop
        execute format(
            'create or replace trigger activities_inserted after insert on %1$s referencing new table as new_rows '
            'for each statement execute function timeline.source_changed(); '
            'create or replace trigger activities_updated after update on %1$s referencing old table as old_rows '
            'new table as new_rows for each statement execute function timeline.source_changed(); '
            'create or replace trigger activities_deleted after delete on %1$s referencing old table as old_rows '
            'for each statement execute function timeline.source_changed(); '
            'create or replace trigger activities_truncated after truncate on %1$s '
            'for each statement execute function timeline.source_changed()',
            source
        );
    end loop;
end;
$$;

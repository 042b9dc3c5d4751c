-- timeline.keys_changed (trigger function)
-- Question: which keys came or went with the written rows of a raw table?
-- Grain:    once per statement on each raw table
-- Reads:    ops.counting_of_keys
-- Triggers: learning.profiles, learning.courses, learning.course_chapters, learning.media_files, learning.goals,
--           learning.enrollments, learning.lesson_completions, learning.video_progress, learning.reflections,
--           learning.quiz_attempts, learning.milestones, learning.daily_notes, learning.success_proofs,
--           learning.goal_messages
-- Traps:    atalaya.skip_facts makes no difference: what a loader brings is counted as it comes
create function timeline.keys_changed() returns trigger
language plpgsql
set datestyle = 'ISO' as $$
begin
    execute ops.counting_of_keys(tg_relid, tg_op);
    return null;
end;
$$;

comment on function timeline.keys_changed() is 'Keeps ops.key_checksum current when a raw table is written.';

do $$
declare
    raw text;
begin
    foreach raw in array array[
        'learning.profiles', 'learning.courses', 'learning.course_chapters', 'learning.media_files',
        'learning.goals', 'learning.enrollments', 'learning.lesson_completions',
        'learning.video_progress', 'learning.reflections', 'learning.quiz_attempts',
        'learning.milestones', 'learning.daily_notes', 'learning.success_proofs',
        'learning.goal_messages'
    ] loop
        execute format(
            'create or replace trigger keys_inserted after insert on %1$s referencing new table as new_rows '
            'for each statement execute function timeline.keys_changed(); '
            'create or replace trigger keys_updated after update on %1$s referencing old table as old_rows '
            'new table as new_rows for each statement execute function timeline.keys_changed(); '
            'create or replace trigger keys_deleted after delete on %1$s referencing old table as old_rows '
            'for each statement execute function timeline.keys_changed(); '
            'create or replace trigger keys_truncated after truncate on %1$s '
            'for each statement execute function timeline.keys_changed()',
            raw
        );
    end loop;
end;
$$;

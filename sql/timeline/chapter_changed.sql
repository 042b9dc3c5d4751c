-- timeline.chapter_changed (trigger function)
-- Question: which activities does a chapter take along to another course?
-- Grain:    once per update statement on learning.course_chapters
-- Reads:    learning.media_files, learning.lesson_completions, timeline.refresh_videos, timeline.refresh_activities
-- Triggers: learning.course_chapters
-- Traps:    a chapter is the activities' lesson; a new title or position changes none of them
create function timeline.chapter_changed() returns trigger
language plpgsql
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
declare
    moved_ids uuid[] := array(
        select new_rows.id
        from new_rows
        inner join old_rows on old_rows.id = new_rows.id
        where new_rows.course_id <> old_rows.course_id
    );
begin
    if cardinality(moved_ids) > 0 and current_setting('atalaya.skip_facts', true) is distinct from 'on' then
        perform timeline.refresh_videos(array(
            select video.id from learning.media_files as video where video.chapter_id = any(moved_ids)
        ));
        perform timeline.refresh_activities('lesson_completions', array(
            select completion.id from learning.lesson_completions as completion
            where completion.lesson_id = any(moved_ids)
        ));
    end if;
    return null;
end;
$$;

comment on function timeline.chapter_changed() is 'Keeps the activities'' course current when a chapter moves.';

create or replace trigger activities_moved after update on learning.course_chapters
    referencing old table as old_rows new table as new_rows
    for each statement execute function timeline.chapter_changed();

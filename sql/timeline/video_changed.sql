-- timeline.video_changed (trigger function)
-- Question: which activities does a video take along to another lesson?
-- Grain:    once per update statement on learning.media_files
-- Reads:    timeline.refresh_videos
-- Triggers: learning.media_files
-- Traps:    a new title or cut changes no activity
create function timeline.video_changed() returns trigger
language plpgsql
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
declare
    moved_ids uuid[] := array(
        select new_rows.id
        from new_rows
        inner join old_rows on old_rows.id = new_rows.id
        where new_rows.chapter_id is distinct from old_rows.chapter_id
    );
begin
    if cardinality(moved_ids) > 0 and current_setting('atalaya.skip_facts', true) is distinct from 'on' then
        perform timeline.refresh_videos(moved_ids);
    end if;
    return null;
end;
$$;

comment on function timeline.video_changed() is 'Keeps the activities'' lesson and course current when a video moves.';

create or replace trigger activities_moved after update on learning.media_files
    referencing old table as old_rows new table as new_rows
    for each statement execute function timeline.video_changed();

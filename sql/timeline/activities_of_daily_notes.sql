-- timeline.activities_of_daily_notes (function)
-- Question: which notes did students write?
-- Grain:    one row per source row and event
-- Reads:    learning.daily_notes
-- Traps:    a note belongs to no course and no video
create function timeline.activities_of_daily_notes(source_row learning.daily_notes)
returns setof timeline.source_activity
language sql stable
begin atomic
    select
        (source_row).id as source_id,
        'created' as source_event,
        true as is_due,
        'daily_note' as activity_type,
        (source_row).student_id as student_id,
        (source_row).created_at as created_at,
        null::uuid as video_id,
        null::integer as video_timestamp_seconds,
        null::uuid as course_id,
        null::uuid as lesson_id,
        null::uuid as goal_id,
        null::uuid as quiz_id,
        (source_row).content as content,
        '{}'::jsonb as metadata,
        null::text as media_url,
        null::text as media_type,
        null::integer as media_duration_seconds,
        false as requires_response,
        null::text as response_status,
        null::text as instructor_response,
        null::timestamptz as responded_at,
        null::uuid as responded_by,
        (source_row).deleted_at as removed_at;
end;

comment on function timeline.activities_of_daily_notes(learning.daily_notes) is
    'Daily notes, as learning.daily_notes tells them.';

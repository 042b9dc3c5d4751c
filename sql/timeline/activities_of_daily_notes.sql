-- timeline.activities_of_daily_notes (function)
-- Question: which notes did students write?
-- Grain:    one row per source row and event
-- Reads:    learning.daily_notes
-- Traps:    a note belongs to no course and no video
create function timeline.activities_of_daily_notes() returns setof timeline.source_activity
language sql stable
begin atomic
    select
        note.id as source_id,
        'created' as source_event,
        true as is_due,
        'daily_note' as activity_type,
        note.student_id,
        note.created_at,
        null::uuid as video_id,
        null::integer as video_timestamp_seconds,
        null::uuid as course_id,
        null::uuid as lesson_id,
        null::uuid as goal_id,
        null::uuid as quiz_id,
        note.content,
        '{}'::jsonb as metadata,
        null::text as media_url,
        null::text as media_type,
        null::integer as media_duration_seconds,
        false as requires_response,
        null::text as response_status,
        null::text as instructor_response,
        null::timestamptz as responded_at,
        null::uuid as responded_by,
        note.deleted_at as removed_at
    from learning.daily_notes as note;
end;

comment on function timeline.activities_of_daily_notes() is
    'Daily notes, as learning.daily_notes tells them.';

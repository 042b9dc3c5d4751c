-- timeline.activities_of_goal_messages (function)
-- Question: what did instructors write to students about their goals?
-- Grain:    one row per source row and event
-- Reads:    learning.goal_messages
-- Traps:    the student is who is written to; the instructor stands in metadata
create function timeline.activities_of_goal_messages(source_row learning.goal_messages)
returns setof timeline.source_activity
language sql stable
begin atomic
    select
        (source_row).id as source_id,
        'created' as source_event,
        true as is_due,
        'instructor_message' as activity_type,
        (source_row).student_id as student_id,
        (source_row).created_at as created_at,
        null::uuid as video_id,
        null::integer as video_timestamp_seconds,
        null::uuid as course_id,
        null::uuid as lesson_id,
        (source_row).goal_id as goal_id,
        null::uuid as quiz_id,
        (source_row).content as content,
        jsonb_build_object('instructor_id', (source_row).instructor_id) as metadata,
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

comment on function timeline.activities_of_goal_messages(learning.goal_messages) is
    'Messages to students, as learning.goal_messages tells them.';

-- timeline.activities_of_lesson_completions (function)
-- Question: which lessons did students complete?
-- Grain:    one row per source row and event
-- Reads:    learning.lesson_completions
-- Traps:    a lesson is a chapter of a course; the course is that of the chapter now
create function timeline.activities_of_lesson_completions(source_row learning.lesson_completions)
returns setof timeline.source_activity
language sql stable
begin atomic
    select
        (source_row).id as source_id,
        'completed' as source_event,
        true as is_due,
        'lesson_completion' as activity_type,
        (source_row).student_id as student_id,
        (source_row).completed_at as created_at,
        null::uuid as video_id,
        null::integer as video_timestamp_seconds,
        null::uuid as course_id,
        (source_row).lesson_id as lesson_id,
        null::uuid as goal_id,
        null::uuid as quiz_id,
        null::text as content,
        '{}'::jsonb as metadata,
        null::text as media_url,
        null::text as media_type,
        null::integer as media_duration_seconds,
        false as requires_response,
        null::text as response_status,
        null::text as instructor_response,
        null::timestamptz as responded_at,
        null::uuid as responded_by,
        null::timestamptz as removed_at;
end;

comment on function timeline.activities_of_lesson_completions(learning.lesson_completions) is
    'Lessons completed, as learning.lesson_completions tells them.';

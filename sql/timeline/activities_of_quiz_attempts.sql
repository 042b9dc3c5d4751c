-- timeline.activities_of_quiz_attempts (function)
-- Question: which quizzes did students begin and complete?
-- Grain:    one row per source row and event
-- Reads:    learning.quiz_attempts
-- Traps:    the attempt's own course counts; the one of its video where it has none
create function timeline.activities_of_quiz_attempts(source_row learning.quiz_attempts)
returns setof timeline.source_activity
language sql stable
begin atomic
    select
        (source_row).id as source_id,
        event.source_event,
        true as is_due,
        event.activity_type,
        (source_row).student_id as student_id,
        event.created_at,
        (source_row).video_id as video_id,
        null::integer as video_timestamp_seconds,
        (source_row).course_id as course_id,
        null::uuid as lesson_id,
        null::uuid as goal_id,
        (source_row).quiz_id as quiz_id,
        null::text as content,
        event.metadata,
        null::text as media_url,
        null::text as media_type,
        null::integer as media_duration_seconds,
        false as requires_response,
        null::text as response_status,
        null::text as instructor_response,
        null::timestamptz as responded_at,
        null::uuid as responded_by,
        null::timestamptz as removed_at
    from (
        values
        ('started', 'quiz_attempt', (source_row).started_at, '{}'::jsonb),
        ('completed', 'quiz_completion', (source_row).completed_at, jsonb_build_object('score', (source_row).score))
    ) as event (source_event, activity_type, created_at, metadata)
    where event.created_at is not null;
end;

comment on function timeline.activities_of_quiz_attempts(learning.quiz_attempts) is
    'Quizzes begun and completed, as learning.quiz_attempts tells them.';

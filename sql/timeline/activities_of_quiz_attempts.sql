-- timeline.activities_of_quiz_attempts (function)
-- Question: which quizzes did students begin and complete?
-- Grain:    one row per source row and event
-- Reads:    learning.quiz_attempts, learning.media_files, learning.course_chapters
-- Traps:    the attempt's own course counts; the one of its video where it has none
create function timeline.activities_of_quiz_attempts() returns setof timeline.source_activity
language sql stable
begin atomic
    select
        attempt.id as source_id,
        event.source_event,
        true as is_due,
        event.activity_type,
        attempt.student_id,
        event.created_at,
        attempt.video_id,
        null::integer as video_timestamp_seconds,
        coalesce(attempt.course_id, chapter.course_id) as course_id,
        video.chapter_id as lesson_id,
        null::uuid as goal_id,
        attempt.quiz_id,
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
    from learning.quiz_attempts as attempt
    cross join lateral (
        values
        ('started', 'quiz_attempt', attempt.started_at, '{}'::jsonb),
        ('completed', 'quiz_completion', attempt.completed_at, jsonb_build_object('score', attempt.score))
    ) as event (source_event, activity_type, created_at, metadata)
    left join learning.media_files as video on video.id = attempt.video_id
    left join learning.course_chapters as chapter on chapter.id = video.chapter_id
    where event.created_at is not null;
end;

comment on function timeline.activities_of_quiz_attempts() is
    'Quizzes begun and completed, as learning.quiz_attempts tells them.';

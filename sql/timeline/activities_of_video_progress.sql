-- timeline.activities_of_video_progress (function)
-- Question: which quarters of a video did a student reach?
-- Grain:    one row per source row and event
-- Reads:    learning.video_progress, learning.media_files, learning.course_chapters
-- Traps:    of a quarter that is not reached (is_due false) nothing is made, but one reached before stays: percent only grows
create function timeline.activities_of_video_progress() returns setof timeline.source_activity
language sql stable
begin atomic
    select
        progress.id as source_id,
        quarter.source_event,
        progress.percent >= quarter.percent and progress.updated_at is not null as is_due,
        quarter.activity_type,
        progress.student_id,
        progress.updated_at as created_at,
        progress.video_id,
        progress.position_seconds as video_timestamp_seconds,
        chapter.course_id,
        video.chapter_id as lesson_id,
        null::uuid as goal_id,
        null::uuid as quiz_id,
        null::text as content,
        quarter.metadata,
        null::text as media_url,
        null::text as media_type,
        null::integer as media_duration_seconds,
        false as requires_response,
        null::text as response_status,
        null::text as instructor_response,
        null::timestamptz as responded_at,
        null::uuid as responded_by,
        null::timestamptz as removed_at
    from learning.video_progress as progress
    cross join (
        values
        (25, 'progress:25', 'video_progress', '{"percent": 25}'::jsonb),
        (50, 'progress:50', 'video_progress', '{"percent": 50}'::jsonb),
        (75, 'progress:75', 'video_progress', '{"percent": 75}'::jsonb),
        (100, 'completed', 'video_completion', '{}'::jsonb)
    ) as quarter (percent, source_event, activity_type, metadata)
    left join learning.media_files as video on video.id = progress.video_id
    left join learning.course_chapters as chapter on chapter.id = video.chapter_id;
end;

comment on function timeline.activities_of_video_progress() is
    'Quarters of videos, reached or not, as learning.video_progress tells them.';

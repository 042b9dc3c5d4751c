-- timeline.activities_of_video_progress (function)
-- Question: which quarters of a video did a student reach?
-- Grain:    one row per source row and event
-- Reads:    learning.video_progress
-- Traps:    of a quarter that is not reached (is_due false) nothing is made, but one reached before stays: percent only grows
create function timeline.activities_of_video_progress(source_row learning.video_progress)
returns setof timeline.source_activity
language sql stable
begin atomic
    select
        (source_row).id as source_id,
        quarter.source_event,
        (source_row).percent >= quarter.percent and (source_row).updated_at is not null as is_due,
        quarter.activity_type,
        (source_row).student_id as student_id,
        (source_row).updated_at as created_at,
        (source_row).video_id as video_id,
        (source_row).position_seconds as video_timestamp_seconds,
        null::uuid as course_id,
        null::uuid as lesson_id,
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
    from (
        values
        (25, 'progress:25', 'video_progress', '{"percent": 25}'::jsonb),
        (50, 'progress:50', 'video_progress', '{"percent": 50}'::jsonb),
        (75, 'progress:75', 'video_progress', '{"percent": 75}'::jsonb),
        (100, 'completed', 'video_completion', '{}'::jsonb)
    ) as quarter (percent, source_event, activity_type, metadata);
end;

comment on function timeline.activities_of_video_progress(learning.video_progress) is
    'Quarters of videos, reached or not, as learning.video_progress tells them.';

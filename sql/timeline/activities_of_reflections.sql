-- timeline.activities_of_reflections (function)
-- Question: which reflections did students make, and which wait for an answer?
-- Grain:    one row per source row and event
-- Reads:    learning.reflections
-- Traps:    an answer is a text, however short; a responder or a moment alone is none
create function timeline.activities_of_reflections(source_row learning.reflections)
returns setof timeline.source_activity
language sql stable
begin atomic
    select
        (source_row).id as source_id,
        'created' as source_event,
        true as is_due,
        case (source_row).media_type
            when 'audio' then 'voice_reflection'
            when 'image' then 'screenshot_reflection'
            when 'video' then 'loom_reflection'
            else 'text_reflection'
        end as activity_type,
        (source_row).student_id as student_id,
        (source_row).created_at as created_at,
        (source_row).video_id as video_id,
        (source_row).video_timestamp_seconds as video_timestamp_seconds,
        null::uuid as course_id,
        null::uuid as lesson_id,
        null::uuid as goal_id,
        null::uuid as quiz_id,
        (source_row).content as content,
        jsonb_build_object('sentiment', (source_row).sentiment) as metadata,
        (source_row).media_url as media_url,
        (source_row).media_type as media_type,
        (source_row).media_duration_seconds as media_duration_seconds,
        true as requires_response,
        case when (source_row).instructor_response is null then 'pending' else 'responded' end as response_status,
        (source_row).instructor_response as instructor_response,
        (source_row).responded_at as responded_at,
        (source_row).responded_by as responded_by,
        (source_row).deleted_at as removed_at;
end;

comment on function timeline.activities_of_reflections(learning.reflections) is
    'Reflections, as learning.reflections tells them.';

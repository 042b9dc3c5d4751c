-- timeline.activities_of_reflections (function)
-- Question: which reflections did students make, and which wait for an answer?
-- Grain:    one row per source row and event
-- Reads:    learning.reflections, learning.media_files, learning.course_chapters
-- Traps:    an answer is a text, however short; a responder or a moment alone is none
create function timeline.activities_of_reflections() returns setof timeline.source_activity
language sql stable
begin atomic
    select
        reflection.id as source_id,
        'created' as source_event,
        true as is_due,
        case reflection.media_type
            when 'audio' then 'voice_reflection'
            when 'image' then 'screenshot_reflection'
            when 'video' then 'loom_reflection'
            else 'text_reflection'
        end as activity_type,
        reflection.student_id,
        reflection.created_at,
        reflection.video_id,
        reflection.video_timestamp_seconds,
        chapter.course_id,
        video.chapter_id as lesson_id,
        null::uuid as goal_id,
        null::uuid as quiz_id,
        reflection.content,
        jsonb_build_object('sentiment', reflection.sentiment) as metadata,
        reflection.media_url,
        reflection.media_type,
        reflection.media_duration_seconds,
        true as requires_response,
        case when reflection.instructor_response is null then 'pending' else 'responded' end as response_status,
        reflection.instructor_response,
        reflection.responded_at,
        reflection.responded_by,
        reflection.deleted_at as removed_at
    from learning.reflections as reflection
    left join learning.media_files as video on video.id = reflection.video_id
    left join learning.course_chapters as chapter on chapter.id = video.chapter_id;
end;

comment on function timeline.activities_of_reflections() is
    'Reflections, as learning.reflections tells them.';

-- timeline.activities_of_milestones (function)
-- Question: which checkpoints and steps of goals did students reach?
-- Grain:    one row per source row and event
-- Reads:    learning.milestones, learning.media_files, learning.course_chapters
-- Traps:    a kind that is not known is no activity; the quality report names it
create function timeline.activities_of_milestones() returns setof timeline.source_activity
language sql stable
begin atomic
    select
        milestone.id as source_id,
        'reached' as source_event,
        true as is_due,
        case milestone.kind when 'checkpoint' then 'checkpoint_reached' else milestone.kind end as activity_type,
        milestone.student_id,
        milestone.reached_at as created_at,
        milestone.video_id,
        milestone.video_timestamp_seconds,
        chapter.course_id,
        video.chapter_id as lesson_id,
        milestone.goal_id,
        null::uuid as quiz_id,
        milestone.note as content,
        '{}'::jsonb as metadata,
        null::text as media_url,
        null::text as media_type,
        null::integer as media_duration_seconds,
        false as requires_response,
        null::text as response_status,
        null::text as instructor_response,
        null::timestamptz as responded_at,
        null::uuid as responded_by,
        null::timestamptz as removed_at
    from learning.milestones as milestone
    left join learning.media_files as video on video.id = milestone.video_id
    left join learning.course_chapters as chapter on chapter.id = video.chapter_id
    where milestone.kind in ('checkpoint', 'goal_milestone', 'goal_completion');
end;

comment on function timeline.activities_of_milestones() is
    'Checkpoints and steps of goals, as learning.milestones tells them.';

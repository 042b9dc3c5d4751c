-- timeline.activities_of_milestones (function)
-- Question: which checkpoints and steps of goals did students reach?
-- Grain:    one row per source row and event
-- Reads:    learning.milestones
-- Traps:    a kind that is not known is no activity; the quality report names it
create function timeline.activities_of_milestones(source_row learning.milestones)
returns setof timeline.source_activity
language sql stable
begin atomic
    select
        (source_row).id as source_id,
        'reached' as source_event,
        true as is_due,
        case (source_row).kind when 'checkpoint' then 'checkpoint_reached' else (source_row).kind end as activity_type,
        (source_row).student_id as student_id,
        (source_row).reached_at as created_at,
        (source_row).video_id as video_id,
        (source_row).video_timestamp_seconds as video_timestamp_seconds,
        null::uuid as course_id,
        null::uuid as lesson_id,
        (source_row).goal_id as goal_id,
        null::uuid as quiz_id,
        (source_row).note as content,
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
    where (source_row).kind in ('checkpoint', 'goal_milestone', 'goal_completion');
end;

comment on function timeline.activities_of_milestones(learning.milestones) is
    'Checkpoints and steps of goals, as learning.milestones tells them.';

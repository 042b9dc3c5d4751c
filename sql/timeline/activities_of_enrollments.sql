-- timeline.activities_of_enrollments (function)
-- Question: which courses did students begin and complete?
-- Grain:    one row per source row and event
-- Reads:    learning.enrollments
-- Traps:    a course is taken once per enrollment, however often somebody enrols
create function timeline.activities_of_enrollments(source_row learning.enrollments)
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
        null::uuid as video_id,
        null::integer as video_timestamp_seconds,
        (source_row).course_id as course_id,
        null::uuid as lesson_id,
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
        null::timestamptz as removed_at
    from (
        values
        ('enrolled', 'course_enrollment', (source_row).enrolled_at),
        ('completed', 'course_completion', (source_row).completed_at)
    ) as event (source_event, activity_type, created_at)
    where event.created_at is not null;
end;

comment on function timeline.activities_of_enrollments(learning.enrollments) is
    'Courses begun and completed, as learning.enrollments tells them.';

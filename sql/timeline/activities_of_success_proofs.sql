-- timeline.activities_of_success_proofs (function)
-- Question: which successes did students prove?
-- Grain:    one row per source row and event
-- Reads:    learning.success_proofs
-- Traps:    a proof can be a file, a text, or both
create function timeline.activities_of_success_proofs(source_row learning.success_proofs)
returns setof timeline.source_activity
language sql stable
begin atomic
    select
        (source_row).id as source_id,
        'created' as source_event,
        true as is_due,
        'success_proof' as activity_type,
        (source_row).student_id as student_id,
        (source_row).created_at as created_at,
        null::uuid as video_id,
        null::integer as video_timestamp_seconds,
        null::uuid as course_id,
        null::uuid as lesson_id,
        (source_row).goal_id as goal_id,
        null::uuid as quiz_id,
        (source_row).content as content,
        '{}'::jsonb as metadata,
        (source_row).media_url as media_url,
        null::text as media_type,
        null::integer as media_duration_seconds,
        false as requires_response,
        null::text as response_status,
        null::text as instructor_response,
        null::timestamptz as responded_at,
        null::uuid as responded_by,
        (source_row).deleted_at as removed_at;
end;

comment on function timeline.activities_of_success_proofs(learning.success_proofs) is
    'Proofs of success, as learning.success_proofs tells them.';

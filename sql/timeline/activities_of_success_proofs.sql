-- timeline.activities_of_success_proofs (function)
-- Question: which successes did students prove?
-- Grain:    one row per source row and event
-- Reads:    learning.success_proofs
-- Traps:    a proof can be a file, a text, or both
create function timeline.activities_of_success_proofs() returns setof timeline.source_activity
language sql stable
begin atomic
    select
        proof.id as source_id,
        'created' as source_event,
        true as is_due,
        'success_proof' as activity_type,
        proof.student_id,
        proof.created_at,
        null::uuid as video_id,
        null::integer as video_timestamp_seconds,
        null::uuid as course_id,
        null::uuid as lesson_id,
        proof.goal_id,
        null::uuid as quiz_id,
        proof.content,
        '{}'::jsonb as metadata,
        proof.media_url,
        null::text as media_type,
        null::integer as media_duration_seconds,
        false as requires_response,
        null::text as response_status,
        null::text as instructor_response,
        null::timestamptz as responded_at,
        null::uuid as responded_by,
        proof.deleted_at as removed_at
    from learning.success_proofs as proof;
end;

comment on function timeline.activities_of_success_proofs() is
    'Proofs of success, as learning.success_proofs tells them.';

-- timeline.quality_of_conversations (view)
-- Question: which notes, proofs and messages break an assumption of the rules, and how?
-- Grain:    one row per check, table, key
-- Reads:    learning.daily_notes, learning.success_proofs, learning.goal_messages, learning.goals, learning.profiles,
--           timeline.is_blank, timeline.horizon
-- Traps:    soft-deleted ones are checked too: they can come back
create view timeline.quality_of_conversations as
with
    instructors as (
        select profile.id
        from learning.profiles as profile
        where profile.role = 'instructor'
    ),

    checked_notes as (
        select
            note.id as key,
            timeline.is_blank(note.content) as missing_content,
            greatest(note.created_at, note.updated_at, note.deleted_at)
            >= (select timeline.horizon()) as future_date,
            note.created_at < timestamptz '2000-01-01 00:00:00+00'
            or least(note.updated_at, note.deleted_at) < note.created_at as impossible_date
        from learning.daily_notes as note
    ),

    checked_proofs as (
        select
            proof.id as key,
            timeline.is_blank(proof.content) and timeline.is_blank(proof.media_url) as missing_content,
            proof.goal_id is null as missing_goal,
            goal.student_id <> proof.student_id as goal_of_another_student,
            greatest(proof.created_at, proof.updated_at, proof.deleted_at)
            >= (select timeline.horizon()) as future_date,
            proof.created_at < timestamptz '2000-01-01 00:00:00+00'
            or least(proof.updated_at, proof.deleted_at) < proof.created_at as impossible_date
        from learning.success_proofs as proof
        left join learning.goals as goal on goal.id = proof.goal_id
    ),

    checked_messages as (
        select
            message.id as key,
            timeline.is_blank(message.content) as missing_content,
            goal.student_id <> message.student_id as goal_of_another_student,
            instructors.id is null as not_an_instructor,
            greatest(message.created_at, message.updated_at, message.deleted_at)
            >= (select timeline.horizon()) as future_date,
            message.created_at < timestamptz '2000-01-01 00:00:00+00'
            or least(message.updated_at, message.deleted_at) < message.created_at as impossible_date
        from learning.goal_messages as message
        left join learning.goals as goal on goal.id = message.goal_id
        left join instructors on instructors.id = message.instructor_id
    )

select
    finding."check",
    'daily_notes' as "table",
    checked.key
from checked_notes as checked
cross join lateral (
    values
    ('missing_content', checked.missing_content),
    ('future_date', checked.future_date),
    ('impossible_date', checked.impossible_date)
) as finding ("check", is_found)
where
    -- Most rows fail nothing and need not be multiplied; as a number, so that the planner expects few.
    (
        checked.missing_content or checked.future_date or checked.impossible_date
    )::integer = 1
    and finding.is_found
union all
select
    finding."check",
    'success_proofs' as "table",
    checked.key
from checked_proofs as checked
cross join lateral (
    values
    ('missing_content', checked.missing_content),
    ('missing_goal', checked.missing_goal),
    ('goal_of_another_student', checked.goal_of_another_student),
    ('future_date', checked.future_date),
    ('impossible_date', checked.impossible_date)
) as finding ("check", is_found)
where
    (
        checked.missing_content or checked.missing_goal or checked.goal_of_another_student or checked.future_date
        or checked.impossible_date
    )::integer = 1
    and finding.is_found
union all
select
    finding."check",
    'goal_messages' as "table",
    checked.key
from checked_messages as checked
cross join lateral (
    values
    ('missing_content', checked.missing_content),
    ('goal_of_another_student', checked.goal_of_another_student),
    ('not_an_instructor', checked.not_an_instructor),
    ('future_date', checked.future_date),
    ('impossible_date', checked.impossible_date)
) as finding ("check", is_found)
where
    (
        checked.missing_content or checked.goal_of_another_student or checked.not_an_instructor or checked.future_date
        or checked.impossible_date
    )::integer = 1
    and finding.is_found;

comment on view timeline.quality_of_conversations is 'Notes, proofs and messages that fail a check.';
comment on column timeline.quality_of_conversations."check" is 'Name of the check, as in timeline.quality_checks.';
comment on column timeline.quality_of_conversations."table" is 'Raw table.';
comment on column timeline.quality_of_conversations.key is 'Id of the row.';

-- analytics.quality_of_participants (view)
-- Question: which groups and participants break an assumption of the rules, and how?
-- Grain:    one row per table, key with at least one finding
-- Reads:    classwaves.session_groups, classwaves.participants, classwaves.sessions, analytics.horizon,
--           analytics.is_blank
-- Traps:    a student who never left counts only while the session is active, so that it is no more than worth knowing
create view analytics.quality_of_participants as
with
    checked_groups as (
        select
            session_group.id as key,
            session_group.updated_at is null as missing_date,
            session_group.ready_at < session_group.created_at as ready_before_created,
            greatest(session_group.created_at, session_group.ready_at) > session.ended_at as after_session_end,
            greatest(session_group.created_at, session_group.ready_at, session_group.updated_at)
            >= (select analytics.horizon()) as future_date,
            session_group.updated_at < session_group.created_at
            or least(session_group.created_at, session_group.ready_at) < timestamptz '2000-01-01 00:00+00'
                as impossible_date
        from classwaves.session_groups as session_group
        inner join classwaves.sessions as session on session.id = session_group.session_id
    ),

    checked_participants as (
        select
            participant.id as key,
            participant.updated_at is null as missing_date,
            analytics.is_blank(participant.student_id) as missing_student,
            participant.group_id is null as missing_group,
            session_group.session_id <> participant.session_id as group_of_another_session,
            participant.left_at < participant.joined_at as left_before_joined,
            participant.left_at is null and session.ended_at is not null as never_left,
            participant.joined_at < session.configured_at or participant.joined_at > session.ended_at
                as outside_session,
            greatest(participant.joined_at, participant.left_at, participant.updated_at)
            >= (select analytics.horizon()) as future_date,
            participant.updated_at < participant.joined_at
            or least(participant.joined_at, participant.left_at) < timestamptz '2000-01-01 00:00+00'
                as impossible_date
        from classwaves.participants as participant
        inner join classwaves.sessions as session on session.id = participant.session_id
        left join classwaves.session_groups as session_group on session_group.id = participant.group_id
    )

select
    'session_groups' as "table",
    key,
    array_remove(array[
        case when missing_date then 'missing_date' end,
        case when ready_before_created then 'ready_before_created' end,
        case when after_session_end then 'after_session_end' end,
        case when future_date then 'future_date' end,
        case when impossible_date then 'impossible_date' end
    ], null) as checks
from checked_groups
-- As a number, because of numbers the planner expects few to be equal, and so plans for few findings.
where (missing_date or ready_before_created or after_session_end or future_date or impossible_date)::integer = 1
union all
select
    'participants' as "table",
    key,
    array_remove(array[
        case when missing_date then 'missing_date' end,
        case when missing_student then 'missing_student' end,
        case when missing_group then 'missing_group' end,
        case when group_of_another_session then 'group_of_another_session' end,
        case when left_before_joined then 'left_before_joined' end,
        case when never_left then 'never_left' end,
        case when outside_session then 'outside_session' end,
        case when future_date then 'future_date' end,
        case when impossible_date then 'impossible_date' end
    ], null) as checks
from checked_participants
where
    (
        missing_date or missing_student or missing_group or group_of_another_session or left_before_joined
        or never_left or outside_session or future_date or impossible_date
    )::integer = 1;

comment on view analytics.quality_of_participants is 'Groups and participants that fail a check.';
comment on column analytics.quality_of_participants."table" is 'Raw table.';
comment on column analytics.quality_of_participants.key is 'Id of the row.';
comment on column analytics.quality_of_participants.checks is 'Names of the checks that it fails, as in analytics.quality_checks.';

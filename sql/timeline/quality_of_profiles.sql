-- timeline.quality_of_profiles (view)
-- Question: which profiles break an assumption of the rules, and how?
-- Grain:    one row per check, table, key
-- Reads:    learning.profiles, learning.goals, timeline.is_blank, timeline.horizon, ops.email_address
-- Traps:    whether a current goal is closed is judged as of today
create view timeline.quality_of_profiles as
with
    shared_addresses as (
        select ops.email_address(profile.email) as address
        from learning.profiles as profile
        where ops.email_address(profile.email) is not null
        group by 1
        having count(*) > 1
    ),

    checked_profiles as (
        select
            profile.id as key,
            timeline.is_blank(profile.full_name) as missing_name,
            ops.email_address(profile.email) is null as missing_email,
            shared_addresses.address is not null as duplicate_email,
            profile.role not in ('student', 'instructor') as unknown_role,
            profile.deleted_at is not null and profile.role = 'student' as ignored_deleted_student,
            profile.current_goal_id is not null and goal.id is null as orphan_current_goal,
            goal.student_id <> profile.id as current_goal_of_another_student,
            least(goal.completed_at, goal.abandoned_at) < (select timeline.horizon()) as current_goal_is_closed,
            greatest(profile.created_at, profile.updated_at, profile.deleted_at)
            >= (select timeline.horizon()) as future_date,
            profile.created_at < timestamptz '2000-01-01 00:00:00+00'
            or least(profile.updated_at, profile.deleted_at) < profile.created_at as impossible_date
        from learning.profiles as profile
        left join learning.goals as goal on goal.id = profile.current_goal_id
        left join shared_addresses on shared_addresses.address = ops.email_address(profile.email)
    )

select
    finding."check",
    'profiles' as "table",
    checked.key
from checked_profiles as checked
cross join lateral (
    values
    ('missing_name', checked.missing_name),
    ('missing_email', checked.missing_email),
    ('duplicate_email', checked.duplicate_email),
    ('unknown_role', checked.unknown_role),
    ('ignored_deleted_student', checked.ignored_deleted_student),
    ('orphan_current_goal', checked.orphan_current_goal),
    ('current_goal_of_another_student', checked.current_goal_of_another_student),
    ('current_goal_is_closed', checked.current_goal_is_closed),
    ('future_date', checked.future_date),
    ('impossible_date', checked.impossible_date)
) as finding ("check", is_found)
where
    -- Most rows fail nothing and need not be multiplied; as a number, so that the planner expects few.
    (
        checked.missing_name or checked.missing_email or checked.duplicate_email or checked.unknown_role
        or checked.ignored_deleted_student or checked.orphan_current_goal or checked.current_goal_of_another_student
        or checked.current_goal_is_closed or checked.future_date or checked.impossible_date
    )::integer = 1
    and finding.is_found;

comment on view timeline.quality_of_profiles is 'Profiles that fail a check.';
comment on column timeline.quality_of_profiles."check" is 'Name of the check, as in timeline.quality_checks.';
comment on column timeline.quality_of_profiles."table" is 'Raw table.';
comment on column timeline.quality_of_profiles.key is 'Id of the row.';

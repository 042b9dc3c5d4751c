-- ngeshare.quality_of_attendance (view)
-- Question: which attendance breaks an assumption of the rules, and how?
-- Grain:    one row per check, table, key
-- Reads:    ngeshare.checked_attendance, public."UserHangoutGroupAttendance", public."User",
--           ngeshare.curriculum_groups, ngeshare.horizon
-- Traps:    a meeting before its group was created is possible (records made afterwards) and only worth a look
create view ngeshare.quality_of_attendance as
with
    checked as (
        select
            checked_attendance.attendance_id as key,
            checked_attendance.attended_at >= (select ngeshare.horizon()) as future_date,
            checked_attendance.attended_at < timestamp '2000-01-01' as impossible_date,
            checked_attendance.episode is null as orphan_episode,
            checked_attendance.episode is not null and not checked_attendance.is_valid as episode_of_another_hangout,
            checked_attendance.is_valid and checked_attendance.episode > curriculum_groups.max_episodes
                as episode_out_of_range,
            checked_attendance.is_valid
            and checked_attendance.attended_at < curriculum_groups.created_at at time zone 'UTC'
                as before_group_creation
        from ngeshare.checked_attendance
        left join ngeshare.curriculum_groups on curriculum_groups.group_id = checked_attendance.group_id
    )

select
    finding."check",
    'UserHangoutGroupAttendance' as "table",
    checked.key
from checked
cross join lateral (
    values
    ('future_date', checked.future_date),
    ('impossible_date', checked.impossible_date),
    ('orphan_episode', checked.orphan_episode),
    ('episode_of_another_hangout', checked.episode_of_another_hangout),
    ('episode_out_of_range', checked.episode_out_of_range),
    ('before_group_creation', checked.before_group_creation)
) as finding ("check", is_found)
where
    -- Most rows fail nothing and need not be multiplied by the number of checks.
    (
        checked.future_date or checked.impossible_date or checked.orphan_episode or checked.episode_of_another_hangout
        or checked.episode_out_of_range or checked.before_group_creation
    )
    and finding.is_found
union all
select
    'orphan_user' as "check",
    'UserHangoutGroupAttendance' as "table",
    attendance.id as key
from public."UserHangoutGroupAttendance" as attendance
where not exists (select 1 from public."User" as member where member.id = attendance."userId");

comment on view ngeshare.quality_of_attendance is 'Attendance that fails a check.';
comment on column ngeshare.quality_of_attendance."check" is 'Name of the check, as in ngeshare.quality_checks.';
comment on column ngeshare.quality_of_attendance."table" is 'Raw table.';
comment on column ngeshare.quality_of_attendance.key is 'Id of the row.';

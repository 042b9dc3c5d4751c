-- ngeshare.quality_of_attendance (view)
-- Question: which attendance breaks an assumption of the rules, and how?
-- Grain:    one row per check, table, key
-- Reads:    public."UserHangoutGroupAttendance", public."HangoutGroup", public."HangoutEpisode", public."User",
--           ngeshare.curriculum_groups, ngeshare.horizon, ngeshare.is_on_calendar
-- Traps:    a meeting before its group was created is possible (records made afterwards) and only worth a look
create view ngeshare.quality_of_attendance as
with
    -- One small table to look things up in, instead of two.
    known_groups as materialized (
        select
            hangout_group.id as group_id,
            hangout_group."hangoutId" as hangout_id,
            curriculum_groups.max_episodes,
            curriculum_groups.created_at at time zone 'UTC' as created_at
        from public."HangoutGroup" as hangout_group
        left join ngeshare.curriculum_groups on curriculum_groups.group_id = hangout_group.id
    ),

    attended as (
        select
            attendance.id as key,
            attendance."hangoutGroupId" as group_id,
            attendance."attendedAt" as attended_at,
            episode."order" as episode,
            known_groups.max_episodes,
            known_groups.created_at,
            episode."hangoutId" = known_groups.hangout_id and ngeshare.is_on_calendar(attendance."attendedAt") as is_valid
        from public."UserHangoutGroupAttendance" as attendance
        left join known_groups on known_groups.group_id = attendance."hangoutGroupId"
        left join public."HangoutEpisode" as episode on episode.id = attendance."hangoutEpisodeId"
    ),

    checked as (
        select
            key,
            group_id,
            attended_at >= (select ngeshare.horizon()) as future_date,
            attended_at < timestamp '2000-01-01' as impossible_date,
            episode is null as orphan_episode,
            episode is not null and is_valid is not true as episode_of_another_hangout,
            is_valid and episode > max_episodes as episode_out_of_range,
            is_valid and attended_at < created_at as before_group_creation
        from attended
    )

select
    finding."check",
    'UserHangoutGroupAttendance' as "table",
    checked.key,
    checked.group_id
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
    attendance.id as key,
    attendance."hangoutGroupId" as group_id
from public."UserHangoutGroupAttendance" as attendance
where not exists (select 1 from public."User" as member where member.id = attendance."userId");

comment on view ngeshare.quality_of_attendance is 'Attendance that fails a check.';
comment on column ngeshare.quality_of_attendance."check" is 'Name of the check, as in ngeshare.quality_checks.';
comment on column ngeshare.quality_of_attendance."table" is 'Raw table.';
comment on column ngeshare.quality_of_attendance.key is 'Id of the row.';
comment on column ngeshare.quality_of_attendance.group_id is 'Its group.';

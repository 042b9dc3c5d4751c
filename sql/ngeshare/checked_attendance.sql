-- ngeshare.checked_attendance (view)
-- Question: which Hangout did an attendance work through, and is it the one of its group?
-- Grain:    one row per raw attendance, of any group and any date
-- Reads:    public."UserHangoutGroupAttendance", public."HangoutGroup", public."HangoutEpisode",
--           ngeshare.is_on_calendar
-- Traps:    not limited to the curriculum or to today: the facts and the quality report need all of it; an attendance
--           dated nowhere on the calendar belongs to no Hangout
create view ngeshare.checked_attendance as
select
    attendance.id as attendance_id,
    attendance."hangoutGroupId" as group_id,
    attendance."userId" as user_id,
    attendance."attendedAt" as attended_at,
    episode."order" as episode,
    case when ngeshare.is_on_calendar(attendance."attendedAt") then episode."hangoutId" end as hangout_id,
    coalesce(
        episode."hangoutId" = hangout_group."hangoutId" and ngeshare.is_on_calendar(attendance."attendedAt"), false
    ) as is_valid
from public."UserHangoutGroupAttendance" as attendance
left join public."HangoutGroup" as hangout_group on hangout_group.id = attendance."hangoutGroupId"
left join public."HangoutEpisode" as episode on episode.id = attendance."hangoutEpisodeId";

comment on view ngeshare.checked_attendance is
    'Raw attendance with its episode number and whether it counts for its group.';
comment on column ngeshare.checked_attendance.attendance_id is 'The attendance record.';
comment on column ngeshare.checked_attendance.group_id is 'The group.';
comment on column ngeshare.checked_attendance.user_id is 'Who attended; deleted users included.';
comment on column ngeshare.checked_attendance.attended_at is
    'When it happened: UTC wall clock, as in the source, so that its index serves.';
comment on column ngeshare.checked_attendance.episode is 'Number of the episode within its Hangout.';
comment on column ngeshare.checked_attendance.hangout_id is
    'The Hangout of the episode; empty where the attendance is dated nowhere on the calendar.';
comment on column ngeshare.checked_attendance.is_valid is
    'Whether it is dated, and its episode belongs to the same Hangout as the group.';

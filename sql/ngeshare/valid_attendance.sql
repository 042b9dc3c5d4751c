-- ngeshare.valid_attendance (view)
-- Question: who attended a curriculum group, when?
-- Grain:    one row per attendance
-- Reads:    ngeshare.checked_attendance, ngeshare.curriculum_groups, ngeshare.horizon
-- Traps:    raw rows: for progress read ngeshare.curriculum_meetings, which remembers more
create view ngeshare.valid_attendance as
select
    attendance.attendance_id,
    attendance.group_id,
    attendance.user_id,
    attendance.attended_at
from ngeshare.checked_attendance as attendance
inner join ngeshare.curriculum_groups on curriculum_groups.group_id = attendance.group_id
where
    attendance.is_valid
    and attendance.attended_at < (select ngeshare.horizon());

comment on view ngeshare.valid_attendance is
    'Attendance of curriculum groups that counts: dated by today, with an episode of the group''s own Hangout.';
comment on column ngeshare.valid_attendance.attendance_id is 'The attendance record.';
comment on column ngeshare.valid_attendance.group_id is 'The group.';
comment on column ngeshare.valid_attendance.user_id is 'Who attended; deleted users included.';
comment on column ngeshare.valid_attendance.attended_at is
    'When: UTC wall clock, as in the source, so that its index serves.';

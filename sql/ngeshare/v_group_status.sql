-- ngeshare.v_group_status (view)
-- Question: is each group graduated, active, stalled or not started?
-- Grain:    one row per curriculum group
-- Reads:    ngeshare.group_standings
-- Traps:    the first rule that matches wins: a graduated group stays graduated however long ago it met
create view ngeshare.v_group_status as
select
    group_standings.group_id,
    group_standings.course_name,
    group_standings.status,
    group_standings.progress_pct,
    group_standings.days_since_last_meeting as days_inactive
from ngeshare.group_standings;

comment on view ngeshare.v_group_status is 'Health of every group in the curriculum.';
comment on column ngeshare.v_group_status.group_id is 'The group.';
comment on column ngeshare.v_group_status.course_name is 'Course of the group.';
comment on column ngeshare.v_group_status.status is
    'GRADUATED: reached the last episode; ACTIVE: met at most {ngeshare.active_days:days} ago; NOT_STARTED: never met and created at most '
    '{ngeshare.active_days:days} ago; STALLED: all others.';
comment on column ngeshare.v_group_status.progress_pct is 'Highest episode over the course''s last one, 0 to 100.';
comment on column ngeshare.v_group_status.days_inactive is
    'Whole days from the last meeting to today; empty if it never met.';

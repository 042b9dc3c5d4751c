-- ngeshare.graduation_times (view)
-- Question: how long did each graduated group take?
-- Grain:    one row per graduated group
-- Reads:    ngeshare.group_standings
-- Traps:    from the first meeting, not from the group's creation; 0 when it graduated at its first meeting
create view ngeshare.graduation_times as
select
    group_standings.group_id,
    group_standings.course_name,
    group_standings.first_meeting_date as started_on,
    group_standings.graduated_on,
    group_standings.graduated_on - group_standings.first_meeting_date as days_to_graduate
from ngeshare.group_standings
where group_standings.graduated_on is not null;

comment on view ngeshare.graduation_times is 'Days from the first meeting to graduation, per graduated group.';
comment on column ngeshare.graduation_times.group_id is 'The group.';
comment on column ngeshare.graduation_times.course_name is 'Course of the group.';
comment on column ngeshare.graduation_times.started_on is 'Local date of the first meeting.';
comment on column ngeshare.graduation_times.graduated_on is
    'Local date of the first meeting that reached the last episode.';
comment on column ngeshare.graduation_times.days_to_graduate is 'Graduation date minus start date, whole days.';

-- ngeshare.v_group_progress (view)
-- Question: how far did each group get, and when did it meet?
-- Grain:    one row per curriculum group
-- Reads:    ngeshare.group_standings
-- Traps:    the highest episode number, not the number of episodes attended; a group that reached none has episode 0
create view ngeshare.v_group_progress as
select
    group_standings.group_id,
    group_standings.max_episode_reached,
    group_standings.first_meeting_date,
    group_standings.last_meeting_date,
    group_standings.total_meetings,
    group_standings.days_since_last_meeting,
    group_standings.graduated_on
from ngeshare.group_standings;

comment on view ngeshare.v_group_progress is 'How far each group in the curriculum got, and when it met.';
comment on column ngeshare.v_group_progress.group_id is 'The group.';
comment on column ngeshare.v_group_progress.max_episode_reached is
    'Highest episode that it reached; 0 if it reached none.';
comment on column ngeshare.v_group_progress.first_meeting_date is
    'Start date: local date of the first meeting; empty if it never met.';
comment on column ngeshare.v_group_progress.last_meeting_date is
    'Local date of the last meeting; empty if it never met.';
comment on column ngeshare.v_group_progress.total_meetings is 'Local dates with at least one valid attendance.';
comment on column ngeshare.v_group_progress.days_since_last_meeting is
    'Whole days from the last meeting to today; empty if it never met.';
comment on column ngeshare.v_group_progress.graduated_on is
    'Local date of the first meeting that reached the course''s last episode; empty before that.';

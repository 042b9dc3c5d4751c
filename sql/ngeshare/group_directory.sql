-- ngeshare.group_directory (view)
-- Question: which groups stand behind a number on a page?
-- Grain:    one row per curriculum group
-- Reads:    ngeshare.v_group_summary, ngeshare.group_standings, ngeshare.group_outcomes
-- Traps:    filtered by course and flow_target it has exactly as many rows as that edge of the Sankey says
create view ngeshare.group_directory as
select
    v_group_summary.group_id,
    v_group_summary.group_name,
    v_group_summary.course_name,
    group_standings.sequence_order,
    v_group_summary.max_episodes,
    group_standings.status,
    group_standings.max_episode_reached,
    group_standings.progress_pct,
    group_standings.total_meetings,
    group_standings.first_meeting_date,
    group_standings.last_meeting_date,
    group_standings.days_since_last_meeting as days_inactive,
    group_standings.graduated_on,
    group_outcomes.target as flow_target,
    v_group_summary.facilitator_id,
    v_group_summary.facilitator_name,
    v_group_summary.member_count,
    v_group_summary.city,
    v_group_summary.province,
    v_group_summary.created_at
from ngeshare.v_group_summary
inner join ngeshare.group_standings on group_standings.group_id = v_group_summary.group_id
inner join ngeshare.group_outcomes on group_outcomes.group_id = v_group_summary.group_id;

comment on view ngeshare.group_directory is
    'Everything known of each group in the curriculum, for lists behind a number.';
comment on column ngeshare.group_directory.group_id is 'The group.';
comment on column ngeshare.group_directory.group_name is 'Name of the group.';
comment on column ngeshare.group_directory.course_name is 'Course of the group; the source of its Sankey edge.';
comment on column ngeshare.group_directory.sequence_order is 'Place of the course in the curriculum, from 1.';
comment on column ngeshare.group_directory.max_episodes is 'Episode that graduates a group of this course.';
comment on column ngeshare.group_directory.status is 'GRADUATED, ACTIVE, NOT_STARTED or STALLED.';
comment on column ngeshare.group_directory.max_episode_reached is
    'Highest episode that it reached; 0 if it reached none.';
comment on column ngeshare.group_directory.progress_pct is 'Highest episode over the course''s last one, 0 to 100.';
comment on column ngeshare.group_directory.total_meetings is 'Local dates with at least one valid attendance.';
comment on column ngeshare.group_directory.first_meeting_date is
    'Local date of the first meeting; empty if it never met.';
comment on column ngeshare.group_directory.last_meeting_date is
    'Local date of the last meeting; empty if it never met.';
comment on column ngeshare.group_directory.days_inactive is
    'Whole days from the last meeting to today; empty if it never met.';
comment on column ngeshare.group_directory.graduated_on is
    'Local date the group reached the last episode; empty before that.';
comment on column ngeshare.group_directory.flow_target is
    'End of its Sankey edge: the course reached, with (anomaly) where one was skipped, else '
    'Graduated, Active, Stalled or Not started.';
comment on column ngeshare.group_directory.facilitator_id is
    'The facilitator''s user id; empty when the group has none.';
comment on column ngeshare.group_directory.facilitator_name is
    'Name of the facilitator; empty when the group has none.';
comment on column ngeshare.group_directory.member_count is 'Distinct users with a MEMBER membership.';
comment on column ngeshare.group_directory.city is 'City, as written in the source; empty when unknown.';
comment on column ngeshare.group_directory.province is 'Province, as written in the source; empty when unknown.';
comment on column ngeshare.group_directory.created_at is 'Moment the group was created.';

-- ngeshare.v_group_progress (view)
-- Question: how far did each group get, and when did it meet?
-- Grain:    one row per curriculum group
-- Reads:    ngeshare.curriculum_groups, ngeshare.curriculum_meetings, ngeshare.today
-- Traps:    the highest episode number, not the number of episodes attended; a group that never met has episode 0
create view ngeshare.v_group_progress as
with
    summed_meetings as (
        select
            curriculum_meetings.group_id,
            max(curriculum_meetings.highest_episode) as max_episode_reached,
            min(curriculum_meetings.met_on) as first_meeting_date,
            max(curriculum_meetings.met_on) as last_meeting_date,
            count(*) as total_meetings,
            min(curriculum_meetings.met_on) filter (
                where curriculum_meetings.highest_episode >= curriculum_meetings.max_episodes
            ) as graduated_on
        from ngeshare.curriculum_meetings
        group by curriculum_meetings.group_id
    )

select
    curriculum_groups.group_id,
    coalesce(summed_meetings.max_episode_reached, 0) as max_episode_reached,
    summed_meetings.first_meeting_date,
    summed_meetings.last_meeting_date,
    coalesce(summed_meetings.total_meetings, 0)::integer as total_meetings,
    (select ngeshare.today()) - summed_meetings.last_meeting_date as days_since_last_meeting,
    summed_meetings.graduated_on
from ngeshare.curriculum_groups
left join summed_meetings on summed_meetings.group_id = curriculum_groups.group_id;

comment on view ngeshare.v_group_progress is 'How far each group in the curriculum got, and when it met.';
comment on column ngeshare.v_group_progress.group_id is 'The group.';
comment on column ngeshare.v_group_progress.max_episode_reached is
    'Highest episode of any meeting; 0 if the group never met.';
comment on column ngeshare.v_group_progress.first_meeting_date is
    'Start date: local date of the first meeting; empty if it never met.';
comment on column ngeshare.v_group_progress.last_meeting_date is
    'Local date of the last meeting; empty if it never met.';
comment on column ngeshare.v_group_progress.total_meetings is 'Local dates with at least one valid attendance.';
comment on column ngeshare.v_group_progress.days_since_last_meeting is
    'Whole days from the last meeting to today; empty if it never met.';
comment on column ngeshare.v_group_progress.graduated_on is
    'Local date of the first meeting that reached the course''s last episode; empty before that.';

-- ngeshare.group_standings (view)
-- Question: where does each group stand: how far did it get, when did it meet, and is it still alive?
-- Grain:    one row per curriculum group
-- Reads:    ngeshare.curriculum_groups, ngeshare.curriculum_meetings, ngeshare.active_days, ngeshare.percent,
--           ngeshare.today
-- Traps:    v_group_progress and v_group_status are parts of it; who needs both reads it, so that meetings are summed up
--           once; the highest episode number, not the number of episodes attended; the first rule of the status that
--           matches wins: a graduated group stays graduated however long ago it met
create view ngeshare.group_standings as
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
    curriculum_groups.group_name,
    curriculum_groups.course_name,
    curriculum_groups.max_episodes,
    curriculum_groups.sequence_order,
    curriculum_groups.city,
    curriculum_groups.province,
    coalesce(summed_meetings.max_episode_reached, 0) as max_episode_reached,
    summed_meetings.first_meeting_date,
    summed_meetings.last_meeting_date,
    coalesce(summed_meetings.total_meetings, 0)::integer as total_meetings,
    (select ngeshare.today()) - summed_meetings.last_meeting_date as days_since_last_meeting,
    summed_meetings.graduated_on,
    case
        when coalesce(summed_meetings.max_episode_reached, 0) >= curriculum_groups.max_episodes then 'GRADUATED'
        when (select ngeshare.today()) - summed_meetings.last_meeting_date <= ngeshare.active_days() then 'ACTIVE'
        when
            summed_meetings.last_meeting_date is null
            and (select ngeshare.today()) - curriculum_groups.created_on <= ngeshare.active_days()
            then 'NOT_STARTED'
        else 'STALLED'
    end as status,
    least(
        100.00, ngeshare.percent(coalesce(summed_meetings.max_episode_reached, 0), curriculum_groups.max_episodes)
    ) as progress_pct
from ngeshare.curriculum_groups
left join summed_meetings on summed_meetings.group_id = curriculum_groups.group_id;

comment on view ngeshare.group_standings is 'Progress, meetings and health of every group in the curriculum.';
comment on column ngeshare.group_standings.group_id is 'The group.';
comment on column ngeshare.group_standings.group_name is 'Name of the group.';
comment on column ngeshare.group_standings.course_name is 'Course of the group.';
comment on column ngeshare.group_standings.max_episodes is 'Episode that graduates a group of this course.';
comment on column ngeshare.group_standings.sequence_order is 'Place of the course in the curriculum, from 1.';
comment on column ngeshare.group_standings.city is 'City, as written in the source; empty when unknown.';
comment on column ngeshare.group_standings.province is 'Province, as written in the source; empty when unknown.';
comment on column ngeshare.group_standings.max_episode_reached is
    'Highest episode of any meeting; 0 if the group never met.';
comment on column ngeshare.group_standings.first_meeting_date is 'Local date of the first meeting; empty if it never met.';
comment on column ngeshare.group_standings.last_meeting_date is 'Local date of the last meeting; empty if it never met.';
comment on column ngeshare.group_standings.total_meetings is 'Local dates with a meeting.';
comment on column ngeshare.group_standings.days_since_last_meeting is
    'Whole days from the last meeting to today; empty if it never met.';
comment on column ngeshare.group_standings.graduated_on is
    'Local date of the first meeting that reached the course''s last episode; empty before that.';
comment on column ngeshare.group_standings.status is
    'GRADUATED: reached the last episode; ACTIVE: met at most 28 days ago; NOT_STARTED: never met and created at most '
    '28 days ago; STALLED: all others.';
comment on column ngeshare.group_standings.progress_pct is 'Highest episode over the course''s last one, 0 to 100.';

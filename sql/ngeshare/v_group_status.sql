-- ngeshare.v_group_status (view)
-- Question: is each group graduated, active, stalled or not started?
-- Grain:    one row per curriculum group
-- Reads:    ngeshare.curriculum_groups, ngeshare.v_group_progress, ngeshare.active_days, ngeshare.percent,
--           ngeshare.today
-- Traps:    the first rule that matches wins: a graduated group stays graduated however long ago it met
create view ngeshare.v_group_status as
select
    curriculum_groups.group_id,
    curriculum_groups.course_name,
    case
        when v_group_progress.max_episode_reached >= curriculum_groups.max_episodes then 'GRADUATED'
        when v_group_progress.days_since_last_meeting <= ngeshare.active_days() then 'ACTIVE'
        when
            v_group_progress.last_meeting_date is null
            and (select ngeshare.today()) - curriculum_groups.created_on <= ngeshare.active_days()
            then 'NOT_STARTED'
        else 'STALLED'
    end as status,
    least(
        100.00, ngeshare.percent(v_group_progress.max_episode_reached, curriculum_groups.max_episodes)
    ) as progress_pct,
    v_group_progress.days_since_last_meeting as days_inactive
from ngeshare.curriculum_groups
inner join ngeshare.v_group_progress on v_group_progress.group_id = curriculum_groups.group_id;

comment on view ngeshare.v_group_status is 'Health of every group in the curriculum.';
comment on column ngeshare.v_group_status.group_id is 'The group.';
comment on column ngeshare.v_group_status.course_name is 'Course of the group.';
comment on column ngeshare.v_group_status.status is
    'GRADUATED: reached the last episode; ACTIVE: met at most 28 days ago; NOT_STARTED: never met and created at most '
    '28 days ago; STALLED: all others.';
comment on column ngeshare.v_group_status.progress_pct is 'Highest episode over the course''s last one, 0 to 100.';
comment on column ngeshare.v_group_status.days_inactive is
    'Whole days from the last meeting to today; empty if it never met.';

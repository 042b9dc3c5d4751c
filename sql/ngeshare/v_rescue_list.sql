-- ngeshare.v_rescue_list (view)
-- Question: which stalled groups were nearly done, and whom do we call?
-- Grain:    one row per stalled group with at least 70 % progress; the shortest silence first
-- Reads:    ngeshare.group_facilitators, ngeshare.group_sizes, ngeshare.group_standings, ngeshare.active_days,
--           ngeshare.iso_date
-- Traps:    groups without a facilitator, or one without an address, are on the list too
create view ngeshare.v_rescue_list as
with
    rescuable as materialized (
        select
            group_standings.group_id,
            group_standings.group_name,
            group_standings.course_name,
            group_standings.last_meeting_date,
            group_standings.days_since_last_meeting as days_inactive,
            group_standings.max_episode_reached,
            group_standings.max_episodes,
            group_standings.progress_pct,
            group_standings.city,
            group_standings.province,
            70 as least_progress_pct
        from ngeshare.group_standings
        where
            group_standings.status = 'STALLED'
            and group_standings.progress_pct >= 70
    )

select
    rescuable.group_id,
    rescuable.group_name,
    rescuable.course_name,
    group_facilitators.facilitator_id,
    group_facilitators.facilitator_name,
    group_facilitators.facilitator_contact,
    rescuable.last_meeting_date,
    rescuable.days_inactive,
    rescuable.max_episode_reached,
    rescuable.max_episodes - rescuable.max_episode_reached as episodes_remaining,
    rescuable.progress_pct,
    coalesce(group_sizes.member_count, 0) as member_count,
    rescuable.city,
    rescuable.province,
    'Stalled: the last meeting was on ' || ngeshare.iso_date(rescuable.last_meeting_date)
    || ', ' || rescuable.days_inactive || ' days ago (limit: ' || ngeshare.active_days() || ' days). '
    || 'Worth rescuing: it reached episode ' || rescuable.max_episode_reached
    || ' of ' || rescuable.max_episodes || ', ' || rescuable.progress_pct
    || ' % (threshold: ' || rescuable.least_progress_pct || ' %).' as reason
from rescuable
left join ngeshare.group_facilitators on group_facilitators.group_id = rescuable.group_id
left join ngeshare.group_sizes on group_sizes.group_id = rescuable.group_id
order by rescuable.days_inactive, rescuable.group_id collate "C";

comment on view ngeshare.v_rescue_list is 'Groups that stalled with at least 70 % behind them, the most recent first.';
comment on column ngeshare.v_rescue_list.group_id is 'The group.';
comment on column ngeshare.v_rescue_list.group_name is 'Name of the group.';
comment on column ngeshare.v_rescue_list.course_name is 'Course of the group.';
comment on column ngeshare.v_rescue_list.facilitator_id is 'The facilitator''s user id; empty when the group has none.';
comment on column ngeshare.v_rescue_list.facilitator_name is 'Name of the facilitator; empty when the group has none.';
comment on column ngeshare.v_rescue_list.facilitator_contact is
    'The facilitator''s e-mail, else the one given when joining; empty when neither is known.';
comment on column ngeshare.v_rescue_list.last_meeting_date is 'Local date of the last meeting.';
comment on column ngeshare.v_rescue_list.days_inactive is 'Whole days from the last meeting to today.';
comment on column ngeshare.v_rescue_list.max_episode_reached is 'Highest episode of any meeting.';
comment on column ngeshare.v_rescue_list.episodes_remaining is 'Episodes from there to graduation.';
comment on column ngeshare.v_rescue_list.progress_pct is 'Highest episode over the course''s last one, 0 to 100.';
comment on column ngeshare.v_rescue_list.member_count is 'Distinct users with a MEMBER membership.';
comment on column ngeshare.v_rescue_list.city is 'City, as written in the source; empty when unknown.';
comment on column ngeshare.v_rescue_list.province is 'Province, as written in the source; empty when unknown.';
comment on column ngeshare.v_rescue_list.reason is
    'Why the group is here: rules, thresholds and the date that shows it.';

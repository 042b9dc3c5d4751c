-- ngeshare.v_rescue_list (view)
-- Question: which stalled groups were nearly done, and whom do we call?
-- Grain:    one row per stalled group that has met, with at least {ngeshare.rescue_percent:percent} progress; the shortest silence first
-- Reads:    ngeshare.rescuable_groups
-- Traps:    groups without a facilitator, or one without an address, are on the list too
create view ngeshare.v_rescue_list as
select
    group_id,
    group_name,
    course_name,
    facilitator_id,
    facilitator_name,
    facilitator_contact,
    last_meeting_date,
    days_inactive,
    max_episode_reached,
    episodes_remaining,
    progress_pct,
    member_count,
    city,
    province,
    reason
from ngeshare.rescuable_groups
order by days_inactive, group_id collate "C";

comment on view ngeshare.v_rescue_list is
    'Groups that met and stalled with at least {ngeshare.rescue_percent:percent} behind them, the most recent first.';
comment on column ngeshare.v_rescue_list.group_id is 'The group.';
comment on column ngeshare.v_rescue_list.group_name is 'Name of the group.';
comment on column ngeshare.v_rescue_list.course_name is 'Course of the group.';
comment on column ngeshare.v_rescue_list.facilitator_id is 'The facilitator''s user id; empty when the group has none.';
comment on column ngeshare.v_rescue_list.facilitator_name is 'Name of the facilitator; empty when the group has none.';
comment on column ngeshare.v_rescue_list.facilitator_contact is
    'The facilitator''s e-mail, else the one given when joining; empty when neither is known.';
comment on column ngeshare.v_rescue_list.last_meeting_date is 'Local date of the last meeting.';
comment on column ngeshare.v_rescue_list.days_inactive is 'Whole days from the last meeting to today.';
comment on column ngeshare.v_rescue_list.max_episode_reached is 'Highest episode that it reached; 0 if it reached none.';
comment on column ngeshare.v_rescue_list.episodes_remaining is 'Episodes from there to graduation.';
comment on column ngeshare.v_rescue_list.progress_pct is 'Highest episode over the course''s last one, 0 to 100.';
comment on column ngeshare.v_rescue_list.member_count is 'Distinct users with a MEMBER membership.';
comment on column ngeshare.v_rescue_list.city is 'City, as written in the source; empty when unknown.';
comment on column ngeshare.v_rescue_list.province is 'Province, as written in the source; empty when unknown.';
comment on column ngeshare.v_rescue_list.reason is
    'Why the group is here: rules, thresholds and the date that shows it.';

-- ngeshare.rescuable_groups (view)
-- Question: which stalled groups were nearly done, whom do we call, and why, by a code and its values?
-- Grain:    one row per stalled group with at least 70 % progress
-- Reads:    ngeshare.curriculum_groups, ngeshare.group_facilitators, ngeshare.rosters_to_date, ngeshare.group_standings,
--           ngeshare.active_days, ngeshare.iso_date, ops.say
-- Traps:    ngeshare.v_rescue_list without its fixed columns and order: pages make the reason in the reader's language;
--           facilitators and members are looked up for these few groups alone (offset 0: not joined with everybody's)
create view ngeshare.rescuable_groups as
with
    rescuable as materialized (
        select
            group_standings.group_id,
            curriculum_groups.group_name,
            group_standings.course_name,
            group_standings.last_meeting_date,
            group_standings.days_since_last_meeting as days_inactive,
            group_standings.max_episode_reached,
            group_standings.max_episodes,
            group_standings.progress_pct,
            curriculum_groups.city,
            curriculum_groups.province,
            'nearly_through' as reason_code,
            jsonb_build_object(
                'last_meeting_on', ngeshare.iso_date(group_standings.last_meeting_date),
                'inactive_days', group_standings.days_since_last_meeting,
                'active_days', ngeshare.active_days(),
                'episode', group_standings.max_episode_reached,
                'episodes', group_standings.max_episodes,
                'progress_pct', group_standings.progress_pct,
                'least_progress_pct', 70
            ) as reason_values
        from ngeshare.group_standings
        inner join ngeshare.curriculum_groups on curriculum_groups.group_id = group_standings.group_id
        where group_standings.is_rescuable
    )

select
    rescuable.group_id,
    rescuable.group_name,
    rescuable.course_name,
    facilitator.facilitator_id,
    facilitator.facilitator_name,
    facilitator.facilitator_contact,
    rescuable.last_meeting_date,
    rescuable.days_inactive,
    rescuable.max_episode_reached,
    rescuable.max_episodes - rescuable.max_episode_reached as episodes_remaining,
    rescuable.progress_pct,
    size.member_count,
    rescuable.city,
    rescuable.province,
    ops.say(rescuable.reason_code, rescuable.reason_values) as reason,
    rescuable.reason_code,
    rescuable.reason_values
from rescuable
left join lateral (
    select
        group_facilitators.facilitator_id,
        group_facilitators.facilitator_name,
        group_facilitators.facilitator_contact
    from ngeshare.group_facilitators
    where group_facilitators.group_id = rescuable.group_id
    order by group_facilitators.facilitator_id offset 0
) as facilitator on true
cross join lateral (
    select count(*)::integer as member_count
    from ngeshare.rosters_to_date
    where rosters_to_date.group_id = rescuable.group_id and rosters_to_date.role = 'MEMBER'
) as size;

comment on view ngeshare.rescuable_groups is 'Groups that stalled with at least 70 % behind them, with the reason by its code and values.';
comment on column ngeshare.rescuable_groups.group_id is 'The group.';
comment on column ngeshare.rescuable_groups.group_name is 'Name of the group.';
comment on column ngeshare.rescuable_groups.course_name is 'Course of the group.';
comment on column ngeshare.rescuable_groups.facilitator_id is 'The facilitator''s user id; empty when the group has none.';
comment on column ngeshare.rescuable_groups.facilitator_name is 'Name of the facilitator; empty when the group has none.';
comment on column ngeshare.rescuable_groups.facilitator_contact is
    'The facilitator''s e-mail, else the one given when joining; empty when neither is known.';
comment on column ngeshare.rescuable_groups.last_meeting_date is 'Local date of the last meeting.';
comment on column ngeshare.rescuable_groups.days_inactive is 'Whole days from the last meeting to today.';
comment on column ngeshare.rescuable_groups.max_episode_reached is 'Highest episode of any meeting.';
comment on column ngeshare.rescuable_groups.episodes_remaining is 'Episodes from there to graduation.';
comment on column ngeshare.rescuable_groups.progress_pct is 'Highest episode over the course''s last one, 0 to 100.';
comment on column ngeshare.rescuable_groups.member_count is 'Distinct users with a MEMBER membership.';
comment on column ngeshare.rescuable_groups.city is 'City, as written in the source; empty when unknown.';
comment on column ngeshare.rescuable_groups.province is 'Province, as written in the source; empty when unknown.';
comment on column ngeshare.rescuable_groups.reason is
    'Why the group is here, in English: ops.say of code and values.';
comment on column ngeshare.rescuable_groups.reason_code is 'Why the group is here, as a code of ops.sentences.';
comment on column ngeshare.rescuable_groups.reason_values is 'What the sentence of that code says it with.';

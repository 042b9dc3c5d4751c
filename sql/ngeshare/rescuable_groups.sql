-- ngeshare.rescuable_groups (view)
-- Question: which stalled groups were nearly done, whom do we call, and why, by a code and its values?
-- Grain:    one row per stalled group that has met, with at least {ngeshare.rescue_percent:percent} progress
-- Reads:    ngeshare.course_config, public."Hangout", public."HangoutGroup", ngeshare.group_progress,
--           ngeshare.rosters_to_date, ops.rule_ngeshare_active_days, ops.rule_ngeshare_rescue_percent,
--           ngeshare.percent, ngeshare.today, ngeshare.iso_date, ops.say
-- Traps:    ngeshare.v_rescue_list without its fixed columns and order: pages make the reason in the reader's language;
--           facilitators and members are looked up group by group, and only where somebody asks for them: the rules are
--           those of ngeshare.group_facilitators and ngeshare.group_sizes
create view ngeshare.rescuable_groups as
with
    -- Episode by episode, so that an index finds the groups that stopped there.
    nearly_through as (
        select
            group_progress.group_id,
            course.course_name,
            course.max_episodes,
            group_progress.highest_episode as max_episode_reached,
            group_progress.met_on as last_meeting_date,
            (select ngeshare.today()) - group_progress.met_on as days_since_last_meeting,
            ngeshare.percent(group_progress.highest_episode, course.max_episodes) as progress_pct
        from ngeshare.course_config as course
        inner join public."Hangout" as hangout on hangout.name = course.course_name
        cross join lateral generate_series(0, course.max_episodes - 1) as stopped (episode)
        inner join ngeshare.group_progress
            on group_progress.hangout_id = hangout.id
            and group_progress.highest_episode = stopped.episode
        where
            ngeshare.percent(stopped.episode, course.max_episodes) >= ops.rule_ngeshare_rescue_percent()
            and group_progress.since <= (select ngeshare.today())
            and group_progress.until > (select ngeshare.today())
            and group_progress.met_on < (select ngeshare.today()) - ops.rule_ngeshare_active_days()
    ),

    rescuable as (
        select
            nearly_through.group_id,
            hangout_group.name as group_name,
            nearly_through.course_name,
            nearly_through.last_meeting_date,
            nearly_through.days_since_last_meeting as days_inactive,
            nearly_through.max_episode_reached,
            nearly_through.max_episodes,
            nearly_through.progress_pct,
            hangout_group.city,
            hangout_group.province,
            'nearly_through' as reason_code,
            jsonb_build_object(
                'last_meeting_on', ngeshare.iso_date(nearly_through.last_meeting_date),
                'inactive_days', nearly_through.days_since_last_meeting,
                'active_days', ops.rule_ngeshare_active_days(),
                'episode', nearly_through.max_episode_reached,
                'episodes', nearly_through.max_episodes,
                'progress_pct', nearly_through.progress_pct,
                'least_progress_pct', ops.rule_ngeshare_rescue_percent()
            ) as reason_values
        from nearly_through
        inner join public."HangoutGroup" as hangout_group on hangout_group.id = nearly_through.group_id
    )

select
    rescuable.group_id,
    rescuable.group_name,
    rescuable.course_name,
    (
        select rosters_to_date.user_id
        from ngeshare.rosters_to_date
        where rosters_to_date.group_id = rescuable.group_id and rosters_to_date.role = 'FACILITATOR'
        order by rosters_to_date.joined_at, rosters_to_date.membership_id collate "C"
        limit 1
    ) as facilitator_id,
    (
        select rosters_to_date.user_name
        from ngeshare.rosters_to_date
        where rosters_to_date.group_id = rescuable.group_id and rosters_to_date.role = 'FACILITATOR'
        order by rosters_to_date.joined_at, rosters_to_date.membership_id collate "C"
        limit 1
    ) as facilitator_name,
    (
        select rosters_to_date.contact
        from ngeshare.rosters_to_date
        where rosters_to_date.group_id = rescuable.group_id and rosters_to_date.role = 'FACILITATOR'
        order by rosters_to_date.joined_at, rosters_to_date.membership_id collate "C"
        limit 1
    ) as facilitator_contact,
    rescuable.last_meeting_date,
    rescuable.days_inactive,
    rescuable.max_episode_reached,
    rescuable.max_episodes - rescuable.max_episode_reached as episodes_remaining,
    rescuable.progress_pct,
    (
        select count(*)::integer
        from ngeshare.rosters_to_date
        where rosters_to_date.group_id = rescuable.group_id and rosters_to_date.role = 'MEMBER'
    ) as member_count,
    rescuable.city,
    rescuable.province,
    ops.say(rescuable.reason_code, rescuable.reason_values) as reason,
    rescuable.reason_code,
    rescuable.reason_values
from rescuable;

comment on view ngeshare.rescuable_groups is
    'Groups that met and stalled with at least {ngeshare.rescue_percent:percent} behind them, with the reason by its code and values.';
comment on column ngeshare.rescuable_groups.group_id is 'The group.';
comment on column ngeshare.rescuable_groups.group_name is 'Name of the group.';
comment on column ngeshare.rescuable_groups.course_name is 'Course of the group.';
comment on column ngeshare.rescuable_groups.facilitator_id is 'The facilitator''s user id; empty when the group has none.';
comment on column ngeshare.rescuable_groups.facilitator_name is 'Name of the facilitator; empty when the group has none.';
comment on column ngeshare.rescuable_groups.facilitator_contact is
    'The facilitator''s e-mail, else the one given when joining; empty when neither is known.';
comment on column ngeshare.rescuable_groups.last_meeting_date is 'Local date of the last meeting.';
comment on column ngeshare.rescuable_groups.days_inactive is 'Whole days from the last meeting to today.';
comment on column ngeshare.rescuable_groups.max_episode_reached is 'Highest episode that it reached; 0 if it reached none.';
comment on column ngeshare.rescuable_groups.episodes_remaining is 'Episodes from there to graduation.';
comment on column ngeshare.rescuable_groups.progress_pct is 'Highest episode over the course''s last one, 0 to 100.';
comment on column ngeshare.rescuable_groups.member_count is 'Distinct users with a MEMBER membership.';
comment on column ngeshare.rescuable_groups.city is 'City, as written in the source; empty when unknown.';
comment on column ngeshare.rescuable_groups.province is 'Province, as written in the source; empty when unknown.';
comment on column ngeshare.rescuable_groups.reason is
    'Why the group is here, in English: ops.say of code and values.';
comment on column ngeshare.rescuable_groups.reason_code is 'Why the group is here, as a code of ops.sentences.';
comment on column ngeshare.rescuable_groups.reason_values is 'What the sentence of that code says it with.';

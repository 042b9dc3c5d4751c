-- ngeshare.facilitator_activity_of (function)
-- Question: from when until when did each of these people lead at least one active group?
-- Grain:    one row per asked facilitator and local date on which such a time began
-- Reads:    ngeshare.group_rosters, ngeshare.group_progress, public."Hangout", ngeshare.course_config,
--           ngeshare.local_date, ops.rule_ngeshare_active_days
-- Traps:    a group's first facilitator leads it from joining on, whenever one looks
create function ngeshare.facilitator_activity_of(user_ids text[]) returns setof ngeshare.facilitator_activity
language sql stable
begin atomic
    with
        -- Once per group, not per stretch of it.
        led as materialized (
            select
                leader.user_id,
                leader.group_id,
                ngeshare.local_date(leader.joined_at at time zone 'UTC') as since
            from ngeshare.group_rosters as leader
            where
                leader.user_id = any(user_ids)
                and leader.role = 'FACILITATOR'
                and not exists (
                    select 1
                    from ngeshare.group_rosters as earlier
                    where
                        earlier.group_id = leader.group_id
                        and earlier.role = 'FACILITATOR'
                        and (earlier.joined_at, earlier.membership_id collate "C")
                        < (leader.joined_at, leader.membership_id collate "C")
                )
        ),

        active as (
            select
                led.user_id,
                greatest(group_progress.since, led.since) as since,
                least(group_progress.until, group_progress.met_on + (ops.rule_ngeshare_active_days() + 1)) as until
            from led
            inner join ngeshare.group_progress on group_progress.group_id = led.group_id
            inner join public."Hangout" as hangout on hangout.id = group_progress.hangout_id
            inner join ngeshare.course_config as course on course.course_name = hangout.name
            where group_progress.meetings > 0 and group_progress.highest_episode < course.max_episodes
        ),

        -- Stretches that overlap or touch are one.
        joined as (
            select
                user_id,
                range_agg(daterange(since, until)) as times
            from active
            where since < until
            group by user_id
        )

    select
        joined.user_id as facilitator_id,
        lower(stretch) as since,
        upper(stretch) as until
    from joined
    cross join unnest(joined.times) as stretch;
end;

comment on function ngeshare.facilitator_activity_of(text[]) is 'What ngeshare.facilitator_activity keeps of the given people.';

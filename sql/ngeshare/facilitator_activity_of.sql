-- ngeshare.facilitator_activity_of (function)
-- Question: from when until when did each of these people lead at least one active group?
-- Grain:    one row per asked facilitator and local date on which such a time began
-- Reads:    ngeshare.group_rosters, ngeshare.group_progress, public."Hangout", ngeshare.course_config,
--           ngeshare.local_date, ngeshare.active_days
-- Traps:    a group's first facilitator leads it from joining on, whenever one looks
create function ngeshare.facilitator_activity_of(user_ids text[]) returns setof ngeshare.facilitator_activity
language sql stable
begin atomic
    with
        active as (
            select
                leader.user_id,
                greatest(
                    group_progress.since, ngeshare.local_date(leader.joined_at at time zone 'UTC')
                ) as since,
                least(group_progress.until, group_progress.met_on + (ngeshare.active_days() + 1)) as until
            from ngeshare.group_rosters as leader
            inner join ngeshare.group_progress on group_progress.group_id = leader.group_id
            inner join public."Hangout" as hangout on hangout.id = group_progress.hangout_id
            inner join ngeshare.course_config as course on course.course_name = hangout.name
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
                and group_progress.meetings > 0
                and group_progress.highest_episode < course.max_episodes
        ),

        -- Whether a stretch begins after all earlier ones have ended.
        begun as (
            select
                user_id,
                since,
                until,
                coalesce(
                    since > max(until) over (
                        partition by user_id order by since, until rows between unbounded preceding and 1 preceding
                    ),
                    true
                ) as begins
            from active
            where since < until
        ),

        numbered as (
            select
                user_id,
                since,
                until,
                count(*) filter (where begins) over (partition by user_id order by since, until rows unbounded preceding)
                    as time
            from begun
        )

    select
        user_id as facilitator_id,
        min(since) as since,
        max(until) as until
    from numbered
    group by user_id, time;
end;

comment on function ngeshare.facilitator_activity_of(text[]) is 'What ngeshare.facilitator_activity keeps of the given people.';

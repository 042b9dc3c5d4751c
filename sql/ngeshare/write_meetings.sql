-- ngeshare.write_meetings (function)
-- Question: what do the raw rows now say about these groups on these local days?
-- Grain:    writes ngeshare.group_meetings, one row per group, local date and Hangout; returns how many rows changed
-- Reads:    ngeshare.checked_attendance, ngeshare.meeting_episodes, ngeshare.group_meetings, public."HangoutGroup",
--           ngeshare.midnight, ngeshare.local_date, ngeshare.window_start, ops.rule_ngeshare_reached_by
-- Writes:   ngeshare.group_meetings
-- Traps:    a meeting older than the window of {ngeshare.window_days:days} whose raw rows are all gone is kept: progress
--           never regresses; the window follows the real clock, as the sync does, not ops.as_of()
create function ngeshare.write_meetings(group_ids text[], days date[]) returns bigint
language sql volatile
begin atomic
    with
        touched as materialized (
            select distinct
                pair.group_id,
                pair.met_on
            from unnest(group_ids, days) as pair (group_id, met_on)
        ),

        measured as materialized (
            select
                touched.group_id,
                touched.met_on,
                attendance.hangout_id,
                max(attendance.episode) as highest_episode,
                count(distinct attendance.user_id) as attendees
            from touched
            inner join ngeshare.checked_attendance as attendance
                on attendance.group_id = touched.group_id
                -- Says the same as the next two lines, which suit an index, in a way that suits a hash join.
                and ngeshare.local_date(attendance.attended_at) = touched.met_on
                and attendance.attended_at >= ngeshare.midnight(touched.met_on)
                and attendance.attended_at < ngeshare.midnight(touched.met_on + 1)
            group by touched.group_id, touched.met_on, attendance.hangout_id
        ),

        -- Where the rule is "anyone" nothing is looked for.
        reached as materialized (
            select
                touched.group_id,
                touched.met_on,
                found.hangout_id,
                max(found.episode) as reached_episode
            from touched
            cross join lateral (
                select
                    meeting_episodes.hangout_id,
                    meeting_episodes.episode
                from ngeshare.meeting_episodes
                where
                    meeting_episodes.group_id = touched.group_id
                    and meeting_episodes.met_on = touched.met_on
                    and meeting_episodes.is_reached
                -- Keeps the planner from joining with the episodes of everybody.
                order by meeting_episodes.episode offset 0
            ) as found
            where ops.rule_ngeshare_reached_by() <> 'anyone'
            group by touched.group_id, touched.met_on, found.hangout_id
        ),

        forgotten as (
            delete from ngeshare.group_meetings
            using touched
            where
                group_meetings.group_id = touched.group_id
                and group_meetings.met_on = touched.met_on
                and not exists (
                    select 1
                    from measured
                    where
                        measured.group_id = group_meetings.group_id
                        and measured.met_on = group_meetings.met_on
                        and measured.hangout_id = group_meetings.hangout_id
                )
                and (
                    exists (
                        select 1
                        from measured
                        where measured.group_id = group_meetings.group_id and measured.met_on = group_meetings.met_on
                    )
                    or touched.met_on >= ngeshare.window_start()
                    or not exists (
                        select 1 from public."HangoutGroup" as hangout_group where hangout_group.id = touched.group_id
                    )
                )
            returning 1
        ),

        written as (
            insert into ngeshare.group_meetings (
                group_id, met_on, hangout_id, highest_episode, reached_episode, attendees
            )
            select
                measured.group_id,
                measured.met_on,
                measured.hangout_id,
                measured.highest_episode,
                case
                    when ops.rule_ngeshare_reached_by() = 'anyone' then measured.highest_episode
                    else reached.reached_episode
                end as reached_episode,
                measured.attendees
            from measured
            left join reached
                on reached.group_id = measured.group_id
                and reached.met_on = measured.met_on
                and reached.hangout_id = measured.hangout_id
            where measured.hangout_id is not null
            on conflict (group_id, met_on, hangout_id) do update set
                highest_episode = excluded.highest_episode,
                reached_episode = excluded.reached_episode,
                attendees = excluded.attendees,
                recorded_under = null
            where
                group_meetings.highest_episode <> excluded.highest_episode
                or group_meetings.reached_episode is distinct from excluded.reached_episode
                or group_meetings.attendees <> excluded.attendees
                or group_meetings.recorded_under is not null
            returning 1
        )

    select (select count(*) from forgotten) + (select count(*) from written);
end;

comment on function ngeshare.write_meetings(text[], date[]) is
    'Recomputes the meetings of the given groups on the given local days (parallel arrays) from the raw attendance.';

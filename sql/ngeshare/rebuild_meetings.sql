-- ngeshare.rebuild_meetings (function)
-- Question: what do all the raw rows say about all meetings?
-- Grain:    writes ngeshare.group_meetings, one row per group, local date and Hangout; returns how many rows changed
-- Reads:    ngeshare.checked_attendance, ngeshare.meeting_episodes, ngeshare.group_meetings, public."HangoutGroup",
--           ngeshare.local_date, ngeshare.window_start, ops.rule_ngeshare_reached_by
-- Writes:   ngeshare.group_meetings
-- Traps:    the rules of ngeshare.refresh_meetings, in one pass over all attendance instead of group by group; what a change
--           of rules left as it was recorded is older than the window whatever its date; asks the rosters where the rule of
--           who has to attend is a share of the members
create function ngeshare.rebuild_meetings() returns bigint
language sql volatile
begin atomic
    with
        attended as (
            select
                attendance.group_id,
                ngeshare.local_date(attendance.attended_at) as met_on,
                attendance.hangout_id,
                max(attendance.episode) as highest_episode,
                count(distinct attendance.user_id) as attendees
            from ngeshare.checked_attendance as attendance
            group by 1, 2, 3
        ),

        -- Where the rule is "anyone" nothing is looked for.
        reached as materialized (
            select
                meeting_episodes.group_id,
                meeting_episodes.met_on,
                meeting_episodes.hangout_id,
                max(meeting_episodes.episode) as reached_episode
            from ngeshare.meeting_episodes
            where meeting_episodes.is_reached and ops.rule_ngeshare_reached_by() <> 'anyone'
            group by 1, 2, 3
        ),

        measured as materialized (
            select
                attended.group_id,
                attended.met_on,
                attended.hangout_id,
                attended.highest_episode,
                case
                    when ops.rule_ngeshare_reached_by() = 'anyone' then attended.highest_episode
                    else reached.reached_episode
                end as reached_episode,
                attended.attendees
            from attended
            left join reached
                on reached.group_id = attended.group_id
                and reached.met_on = attended.met_on
                and reached.hangout_id = attended.hangout_id
        ),

        forgotten as (
            delete from ngeshare.group_meetings
            where
                not exists (
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
                    or (
                        group_meetings.met_on >= ngeshare.window_start()
                        and group_meetings.recorded_under is null
                    )
                    or not exists (
                        select 1
                        from public."HangoutGroup" as hangout_group
                        where hangout_group.id = group_meetings.group_id
                    )
                )
            returning 1
        ),

        corrected as (
            update ngeshare.group_meetings set
                highest_episode = measured.highest_episode,
                reached_episode = measured.reached_episode,
                attendees = measured.attendees,
                recorded_under = null
            from measured
            where
                group_meetings.group_id = measured.group_id
                and group_meetings.met_on = measured.met_on
                and group_meetings.hangout_id = measured.hangout_id
                and (
                    group_meetings.highest_episode,
                    group_meetings.reached_episode,
                    group_meetings.attendees,
                    group_meetings.recorded_under
                )
                is distinct from
                (measured.highest_episode, measured.reached_episode, measured.attendees, null)
            returning 1
        ),

        -- Not `on conflict`: asking for a conflict row by row costs more than the rows.
        added as (
            insert into ngeshare.group_meetings (
                group_id, met_on, hangout_id, highest_episode, reached_episode, attendees
            )
            select
                measured.group_id,
                measured.met_on,
                measured.hangout_id,
                measured.highest_episode,
                measured.reached_episode,
                measured.attendees
            from measured
            where
                measured.hangout_id is not null
                and not exists (
                    select 1
                    from ngeshare.group_meetings
                    where
                        group_meetings.group_id = measured.group_id
                        and group_meetings.met_on = measured.met_on
                        and group_meetings.hangout_id = measured.hangout_id
                )
            returning 1
        )

    select (select count(*) from forgotten) + (select count(*) from corrected) + (select count(*) from added);
end;

comment on function ngeshare.rebuild_meetings() is 'Recomputes every meeting from the raw attendance.';

-- ngeshare.rebuild_progress (function)
-- Question: what do all meetings say about the progress of all groups?
-- Grain:    writes ngeshare.group_progress, one row per group and number of meetings; returns how many rows changed
-- Reads:    ngeshare.progress_in_time, ngeshare.group_progress
-- Writes:   ngeshare.group_progress
-- Traps:    the rules of ngeshare.refresh_progress, on every group in one pass
create function ngeshare.rebuild_progress() returns bigint
language sql volatile
begin atomic
    with
        measured as materialized (
            select
                group_id,
                since,
                until,
                hangout_id,
                meetings,
                highest_episode,
                attended_episode,
                met_on,
                first_met_on,
                graduated_on,
                created_on,
                opens_week,
                attendees
            from ngeshare.progress_in_time
        ),

        forgotten as (
            delete from ngeshare.group_progress
            where
                not exists (
                    select 1
                    from measured
                    where measured.group_id = group_progress.group_id and measured.meetings = group_progress.meetings
                )
            returning 1
        ),

        corrected as (
            update ngeshare.group_progress set
                since = measured.since,
                until = measured.until,
                hangout_id = measured.hangout_id,
                highest_episode = measured.highest_episode,
                attended_episode = measured.attended_episode,
                met_on = measured.met_on,
                first_met_on = measured.first_met_on,
                graduated_on = measured.graduated_on,
                created_on = measured.created_on,
                opens_week = measured.opens_week,
                attendees = measured.attendees
            from measured
            where
                group_progress.group_id = measured.group_id
                and group_progress.meetings = measured.meetings
                and (
                    group_progress.since,
                    group_progress.until,
                    group_progress.hangout_id,
                    group_progress.highest_episode,
                    group_progress.attended_episode,
                    group_progress.met_on,
                    group_progress.first_met_on,
                    group_progress.graduated_on,
                    group_progress.created_on,
                    group_progress.opens_week,
                    group_progress.attendees
                )
                is distinct from
                (
                    measured.since,
                    measured.until,
                    measured.hangout_id,
                    measured.highest_episode,
                    measured.attended_episode,
                    measured.met_on,
                    measured.first_met_on,
                    measured.graduated_on,
                    measured.created_on,
                    measured.opens_week,
                    measured.attendees
                )
            returning 1
        ),

        added as (
            insert into ngeshare.group_progress (
                group_id,
                since,
                until,
                hangout_id,
                meetings,
                highest_episode,
                attended_episode,
                met_on,
                first_met_on,
                graduated_on,
                created_on,
                opens_week,
                attendees
            )
            select
                measured.group_id,
                measured.since,
                measured.until,
                measured.hangout_id,
                measured.meetings,
                measured.highest_episode,
                measured.attended_episode,
                measured.met_on,
                measured.first_met_on,
                measured.graduated_on,
                measured.created_on,
                measured.opens_week,
                measured.attendees
            from measured
            where
                not exists (
                    select 1
                    from ngeshare.group_progress
                    where group_progress.group_id = measured.group_id and group_progress.meetings = measured.meetings
                )
            returning 1
        )

    select (select count(*) from forgotten) + (select count(*) from corrected) + (select count(*) from added);
end;

comment on function ngeshare.rebuild_progress() is 'Recomputes the progress of every group from ngeshare.group_meetings.';

-- ngeshare.rebuild_progress (function)
-- Question: what do all meetings say about the progress of all groups?
-- Grain:    writes ngeshare.group_progress, one row per group and stretch of days; returns how many rows changed
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
                met_on,
                first_met_on,
                highest_since
            from ngeshare.progress_in_time
        ),

        forgotten as (
            delete from ngeshare.group_progress
            where
                not exists (
                    select 1
                    from measured
                    where measured.group_id = group_progress.group_id and measured.since = group_progress.since
                )
            returning 1
        ),

        corrected as (
            update ngeshare.group_progress set
                until = measured.until,
                hangout_id = measured.hangout_id,
                meetings = measured.meetings,
                highest_episode = measured.highest_episode,
                met_on = measured.met_on,
                first_met_on = measured.first_met_on,
                highest_since = measured.highest_since
            from measured
            where
                group_progress.group_id = measured.group_id
                and group_progress.since = measured.since
                and (
                    group_progress.until,
                    group_progress.hangout_id,
                    group_progress.meetings,
                    group_progress.highest_episode,
                    group_progress.met_on,
                    group_progress.first_met_on,
                    group_progress.highest_since
                )
                is distinct from
                (
                    measured.until,
                    measured.hangout_id,
                    measured.meetings,
                    measured.highest_episode,
                    measured.met_on,
                    measured.first_met_on,
                    measured.highest_since
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
                met_on,
                first_met_on,
                highest_since
            )
            select
                measured.group_id,
                measured.since,
                measured.until,
                measured.hangout_id,
                measured.meetings,
                measured.highest_episode,
                measured.met_on,
                measured.first_met_on,
                measured.highest_since
            from measured
            where
                not exists (
                    select 1
                    from ngeshare.group_progress
                    where group_progress.group_id = measured.group_id and group_progress.since = measured.since
                )
            returning 1
        )

    select (select count(*) from forgotten) + (select count(*) from corrected) + (select count(*) from added);
end;

comment on function ngeshare.rebuild_progress() is 'Recomputes the progress of every group from ngeshare.group_meetings.';

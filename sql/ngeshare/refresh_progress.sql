-- ngeshare.refresh_progress (function)
-- Question: what do the meetings now say about the progress of these groups?
-- Grain:    writes ngeshare.group_progress, one row per group and stretch of days; returns how many rows changed
-- Reads:    ngeshare.progress_in_time, ngeshare.group_progress
-- Writes:   ngeshare.group_progress
-- Traps:    groups are looked up one by one, which suits what a sync changes; ngeshare.rebuild_progress suits all
create function ngeshare.refresh_progress(group_ids text[]) returns bigint
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
            where group_id = any(group_ids)
        ),

        forgotten as (
            delete from ngeshare.group_progress
            where
                group_progress.group_id = any(group_ids)
                -- None is null; hashed once, however few rows the planner expects.
                and (group_progress.group_id, group_progress.since) not in (
                    select
                        measured.group_id,
                        measured.since
                    from measured
                )
            returning 1
        ),

        written as (
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
            on conflict (group_id, since) do update set
                until = excluded.until,
                hangout_id = excluded.hangout_id,
                meetings = excluded.meetings,
                highest_episode = excluded.highest_episode,
                met_on = excluded.met_on,
                first_met_on = excluded.first_met_on,
                highest_since = excluded.highest_since
            where
                (
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
                    excluded.until,
                    excluded.hangout_id,
                    excluded.meetings,
                    excluded.highest_episode,
                    excluded.met_on,
                    excluded.first_met_on,
                    excluded.highest_since
                )
            returning 1
        )

    select (select count(*) from forgotten) + (select count(*) from written);
end;

comment on function ngeshare.refresh_progress(text[]) is
    'Recomputes the progress of the given groups from ngeshare.group_meetings.';

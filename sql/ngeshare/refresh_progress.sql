-- ngeshare.refresh_progress (function)
-- Question: what do the meetings now say about the progress of these groups?
-- Grain:    writes ngeshare.group_progress, one row per group and number of meetings; returns how many rows changed
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
                attended_episode,
                met_on,
                first_met_on,
                graduated_on,
                created_on,
                opens_week,
                attendees
            from ngeshare.progress_in_time
            where group_id = any(group_ids)
        ),

        forgotten as (
            delete from ngeshare.group_progress
            where
                group_progress.group_id = any(group_ids)
                -- None is null; hashed once, however few rows the planner expects.
                and (group_progress.group_id, group_progress.meetings) not in (
                    select
                        measured.group_id,
                        measured.meetings
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
            on conflict (group_id, meetings) do update set
                since = excluded.since,
                until = excluded.until,
                hangout_id = excluded.hangout_id,
                highest_episode = excluded.highest_episode,
                attended_episode = excluded.attended_episode,
                met_on = excluded.met_on,
                first_met_on = excluded.first_met_on,
                graduated_on = excluded.graduated_on,
                created_on = excluded.created_on,
                opens_week = excluded.opens_week,
                attendees = excluded.attendees
            where
                (
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
                    excluded.since,
                    excluded.until,
                    excluded.hangout_id,
                    excluded.highest_episode,
                    excluded.attended_episode,
                    excluded.met_on,
                    excluded.first_met_on,
                    excluded.graduated_on,
                    excluded.created_on,
                    excluded.opens_week,
                    excluded.attendees
                )
            returning 1
        )

    select (select count(*) from forgotten) + (select count(*) from written);
end;

comment on function ngeshare.refresh_progress(text[]) is
    'Recomputes the progress of the given groups from ngeshare.group_meetings.';

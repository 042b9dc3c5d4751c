-- ngeshare.refresh_activity (function)
-- Question: when did these people lead an active group?
-- Grain:    writes ngeshare.facilitator_activity; returns how many rows changed
-- Reads:    ngeshare.facilitator_activity_of, ngeshare.facilitator_activity
-- Writes:   ngeshare.facilitator_activity
-- Traps:    whoever facilitates nothing may be asked for, and loses what there was
create function ngeshare.refresh_activity(user_ids text[]) returns bigint
language sql volatile
begin atomic
    with
        activity as materialized (
            select found.*
            from ngeshare.facilitator_activity_of(user_ids) as found
        ),

        forgotten as (
            delete from ngeshare.facilitator_activity
            where
                facilitator_activity.facilitator_id = any(user_ids)
                -- None is null; hashed once, however few rows the planner expects.
                and (facilitator_activity.facilitator_id, facilitator_activity.since) not in (
                    select activity.facilitator_id, activity.since
                    from activity
                )
            returning 1
        ),

        written as (
            insert into ngeshare.facilitator_activity (facilitator_id, since, until)
            select
                activity.facilitator_id,
                activity.since,
                activity.until
            from activity
            on conflict (facilitator_id, since) do update set until = excluded.until
            where facilitator_activity.until <> excluded.until
            returning 1
        )

    select (select count(*) from forgotten) + (select count(*) from written);
end;

comment on function ngeshare.refresh_activity(text[]) is 'Recomputes when the given people led an active group.';

-- ngeshare.refresh_facilitators (function)
-- Question: since when do these people facilitate, and when did they lead an active group?
-- Grain:    writes ngeshare.facilitator_history and ngeshare.facilitator_activity; returns how many rows changed
-- Reads:    ngeshare.facilitator_history_of, ngeshare.facilitator_history, ngeshare.refresh_activity
-- Writes:   ngeshare.facilitator_history
-- Traps:    whoever facilitates nothing may be asked for, and loses what there was
create function ngeshare.refresh_facilitators(user_ids text[]) returns bigint
language sql volatile
begin atomic
    with
        history as materialized (
            select found.*
            from ngeshare.facilitator_history_of(user_ids) as found
        ),

        forgotten as (
            delete from ngeshare.facilitator_history
            where
                facilitator_history.facilitator_id = any(user_ids)
                -- None is null; hashed once, however few rows the planner expects.
                and (facilitator_history.facilitator_id, facilitator_history.since) not in (
                    select history.facilitator_id, history.since
                    from history
                )
            returning 1
        ),

        written as (
            insert into ngeshare.facilitator_history (
                facilitator_id,
                since,
                until,
                facilitator_name,
                facilitator_since,
                facilitator_since_on,
                member_since,
                is_alumni
            )
            select
                history.facilitator_id,
                history.since,
                history.until,
                history.facilitator_name,
                history.facilitator_since,
                history.facilitator_since_on,
                history.member_since,
                history.is_alumni
            from history
            on conflict (facilitator_id, since) do update set
                until = excluded.until,
                facilitator_name = excluded.facilitator_name,
                facilitator_since = excluded.facilitator_since,
                facilitator_since_on = excluded.facilitator_since_on,
                member_since = excluded.member_since,
                is_alumni = excluded.is_alumni
            where
                (
                    facilitator_history.until,
                    facilitator_history.facilitator_name,
                    facilitator_history.facilitator_since,
                    facilitator_history.facilitator_since_on,
                    facilitator_history.member_since,
                    facilitator_history.is_alumni
                )
                is distinct from
                (
                    excluded.until,
                    excluded.facilitator_name,
                    excluded.facilitator_since,
                    excluded.facilitator_since_on,
                    excluded.member_since,
                    excluded.is_alumni
                )
            returning 1
        )

    select
        (select count(*) from forgotten)
        + (select count(*) from written)
        + ngeshare.refresh_activity(user_ids);
end;

comment on function ngeshare.refresh_facilitators(text[]) is 'Recomputes what is known of the given people as facilitators.';

-- analytics.roll_up (function)
-- Question: which hours shall be closed, or computed again?
-- Grain:    writes analytics.dashboard_metrics_hourly, analytics.hourly_readings, analytics.rollup_ledger and ops.rollup_run;
--           returns how many rows of metrics changed
-- Reads:    analytics.rollup_ledger, ops.rollup_run, analytics.write_hours, analytics.write_readings, analytics.hour_of
-- Writes:   analytics.rollup_ledger, ops.rollup_run
-- Traps:    only finished hours: the running one is cut off; whoever rolls up waits for others who do, in any process, and
--           reads the raw rows after them; with schools (and spans, place by place) hours that are closed already are
--           computed again and none is closed
create function analytics.roll_up(
    since timestamptz, until timestamptz, run bigint default null, schools text[] default null,
    spans tstzmultirange[] default null
) returns bigint
language plpgsql as $$
declare
    first_hour timestamptz := analytics.hour_of(roll_up.since);
    end_hour timestamptz := least(analytics.hour_of(roll_up.until), analytics.hour_of(now()));
    changed bigint;
    rolled bigint;
begin
    if first_hour >= end_hour then
        return 0;
    end if;
    perform pg_advisory_xact_lock(hashtextextended('atalaya rolls up hours', 0));
    changed := analytics.write_hours(first_hour, end_hour, roll_up.schools, roll_up.spans);
    perform analytics.write_readings(first_hour, end_hour, roll_up.schools, roll_up.spans);
    if roll_up.schools is null then
        insert into analytics.rollup_ledger (metric_hour, closed_by_run, rolled_by_run)
        select clock.metric_hour, roll_up.run, roll_up.run
        from generate_series(first_hour, end_hour - interval '1 hour', interval '1 hour') as clock (metric_hour)
        on conflict (metric_hour) do update set
            rolled_at = excluded.rolled_at,
            rolled_by_run = excluded.rolled_by_run;
    else
        update analytics.rollup_ledger set
            rolled_at = clock_timestamp(),
            rolled_by_run = roll_up.run
        where
            rollup_ledger.metric_hour >= first_hour
            and rollup_ledger.metric_hour < end_hour
            and exists (
                select from unnest(roll_up.spans) as span (hours) where rollup_ledger.metric_hour <@ span.hours
            );
    end if;
    get diagnostics rolled = row_count;
    update ops.rollup_run set
        hours = hours + rolled,
        rows_written = rows_written + changed
    where rollup_run.run = roll_up.run;
    return changed;
end;
$$;

comment on function analytics.roll_up(timestamptz, timestamptz, bigint, text[], tstzmultirange[]) is
    'Computes the metrics of the finished hours from since to before until from the raw rows, and closes them.';

-- analytics.rebuild_facts (function)
-- Question: what do all the raw rows say about all hours and everybody's presence?
-- Grain:    writes analytics.presence and all that analytics.roll_up writes; returns how many hours it dealt with
-- Reads:    analytics.rebuild_presence, analytics.take_over_events, analytics.close_hours,
--           analytics.changed_hours, analytics.rollup_ledger, ops.rollup_run
-- Writes:   analytics.changed_hours, ops.rollup_run
-- Traps:    closes the finished hours that are not closed yet, too, so that the pages are fast after a first load
create function analytics.rebuild_facts() returns bigint
language plpgsql as $$
declare
    rolling bigint;
    rolled bigint;
begin
    perform pg_advisory_xact_lock(hashtextextended('atalaya rolls up hours', 0));
    delete from analytics.changed_hours;
    perform analytics.rebuild_presence();
    perform analytics.take_over_events(null);
    insert into ops.rollup_run (origin) values ('sync') returning run into rolling;
    rolled := analytics.close_hours(rolling, again => true);
    update ops.rollup_run set
        status = 'succeeded',
        finished_at = clock_timestamp(),
        since_hour = (select min(metric_hour) from analytics.rollup_ledger),
        until_hour = (select max(metric_hour) from analytics.rollup_ledger)
    where rollup_run.run = rolling;
    return rolled;
end;
$$;

comment on function analytics.rebuild_facts() is
    'Computes presence and every closed hour afresh from the raw rows, and closes the finished hours that are not closed.';

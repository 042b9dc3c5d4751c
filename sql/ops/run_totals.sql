-- ops.run_totals (view)
-- Question: what do the details of each run add up to?
-- Grain:    one row per run
-- Reads:    ops.sync_run, ops.run_tables, ops.sync_log, ops.sync_error_log
-- Traps:    of the details that are still there: ops.sync_run keeps the totals of runs that are over; a verification's
--           rows_read are the rows compared, and it validates no source
create view ops.run_totals as
select
    sync_run.run,
    done.tables,
    done.tables_validated,
    done.rows_read,
    done.rows_changed,
    done.bytes,
    met.errors,
    array(
        select sync_log.source
        from ops.sync_log
        where sync_log.run = sync_run.run
        group by sync_log.source
        having bool_and(sync_log.status = 'succeeded')
        order by sync_log.source
    ) as validated_sources
from ops.sync_run
cross join lateral (
    select
        count(*) as tables,
        count(*) filter (where run_tables.status = 'succeeded') as tables_validated,
        coalesce(sum(run_tables.rows_read), 0)::bigint as rows_read,
        coalesce(sum(run_tables.rows_changed), 0)::bigint as rows_changed,
        coalesce(sum(run_tables.bytes), 0)::bigint as bytes
    from ops.run_tables
    where run_tables.run = sync_run.run
) as done
cross join lateral (
    select count(*) as errors
    from ops.sync_error_log
    where sync_error_log.run = sync_run.run
) as met;

comment on view ops.run_totals is 'What the details of each run add up to.';
comment on column ops.run_totals.run is 'Number of the run.';
comment on column ops.run_totals.tables is 'Tables that the run reached.';
comment on column ops.run_totals.tables_validated is
    'Tables that agree with the source''s snapshot: by their counts after a sync, row by row after a verification.';
comment on column ops.run_totals.rows_read is 'Rows that the sources sent; for a verification those compared.';
comment on column ops.run_totals.rows_changed is 'Rows inserted, updated or deleted; for a verification those mended.';
comment on column ops.run_totals.bytes is 'Bytes of row data received.';
comment on column ops.run_totals.errors is 'Errors, those that a retry overcame included.';
comment on column ops.run_totals.validated_sources is 'Sources of which a sync validated all tables.';

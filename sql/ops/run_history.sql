-- ops.run_history (view)
-- Question: which runs were there, how did they end, what did they change, and how fast?
-- Grain:    one row per run
-- Reads:    ops.run_status, ops.sync_run, ops.run_totals
-- Traps:    a run that died before its first table has no tables: its sums are 0; speeds are over the whole run,
--           waiting and checking included; a verification changes only the rows that it mends; no CTE here, or the
--           newest runs could not be had without computing all
create view ops.run_history as
select
    run_status.run,
    run_status.kind,
    run_status.origin,
    run_status.sources,
    run_status.status,
    run_status.started_at,
    run_status.finished_at,
    round(run_status.seconds, 2) as duration_seconds,
    coalesce(sync_run.tables, so_far.tables) as tables,
    coalesce(sync_run.tables_validated, so_far.tables_validated) as tables_validated,
    coalesce(sync_run.total_rows_read, so_far.rows_read) as rows_read,
    coalesce(sync_run.total_rows_changed, so_far.rows_changed) as rows_changed,
    coalesce(sync_run.total_bytes, so_far.bytes) as bytes,
    round(
        nullif(coalesce(sync_run.total_rows_read, so_far.rows_read), 0) / nullif(run_status.seconds, 0)
    ) as rows_per_second,
    round(nullif(coalesce(sync_run.total_bytes, so_far.bytes), 0) / nullif(run_status.seconds, 0)) as bytes_per_second,
    coalesce(sync_run.errors, so_far.errors) as errors,
    run_status.message
from ops.run_status
inner join ops.sync_run on sync_run.run = run_status.run
left join lateral (
    select
        tables,
        tables_validated,
        rows_read,
        rows_changed,
        bytes,
        errors
    from ops.run_totals
    where run_totals.run = case when sync_run.tables is null then run_status.run end
) as so_far on true;

comment on view ops.run_history is 'Which runs there were, how they ended, what they changed, how fast they were.';
comment on column ops.run_history.run is 'Number of the run, ascending.';
comment on column ops.run_history.kind is
    'sync: copied what changed; verify: compared every row; restore: brought a backup back.';
comment on column ops.run_history.origin is 'Who started it: page, command line, first start, schedule.';
comment on column ops.run_history.sources is 'The sources that the run was asked for.';
comment on column ops.run_history.status is 'running, succeeded, partial, failed or interrupted.';
comment on column ops.run_history.started_at is 'Moment the run started.';
comment on column ops.run_history.finished_at is 'Moment the run ended; null while it runs.';
comment on column ops.run_history.duration_seconds is 'From start to end, seconds; null while it runs.';
comment on column ops.run_history.tables is 'Tables that the run reached.';
comment on column ops.run_history.tables_validated is
    'Tables that agree with the source''s snapshot: by their counts after a sync, row by row after a verification.';
comment on column ops.run_history.rows_read is 'Rows that the sources sent; for a verification those compared.';
comment on column ops.run_history.rows_changed is 'Rows inserted, updated or deleted; for a verification those mended.';
comment on column ops.run_history.bytes is 'Bytes of row data received.';
comment on column ops.run_history.rows_per_second is 'Rows read per second of the run; null while it runs.';
comment on column ops.run_history.bytes_per_second is 'Bytes received per second of the run; null while it runs.';
comment on column ops.run_history.errors is 'Errors, those that a retry overcame included.';
comment on column ops.run_history.message is 'What went wrong and which setting to change; null after success.';

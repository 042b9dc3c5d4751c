-- ops.run_history (view)
-- Question: which syncs ran, how did they end, and what did they change?
-- Grain:    one row per run
-- Reads:    ops.sync_run, ops.sync_log, ops.sync_error_log
-- Traps:    a run that died before its first table has no log rows: its sums are 0; duration is null while it runs
create view ops.run_history as
with
    changes_per_run as (
        select
            run,
            count(*) as tables,
            count(*) filter (where status = 'succeeded') as tables_validated,
            sum(rows_read) as rows_read,
            sum(rows_changed) as rows_changed,
            sum(bytes) as bytes
        from ops.sync_log
        group by run
    ),

    errors_per_run as (
        select
            run,
            count(*) as errors
        from ops.sync_error_log
        group by run
    )

select
    sync_run.run,
    sync_run.origin,
    sync_run.sources,
    sync_run.status,
    sync_run.started_at,
    sync_run.finished_at,
    round(extract(epoch from sync_run.finished_at - sync_run.started_at), 2) as duration_seconds,
    coalesce(changes_per_run.tables, 0) as tables,
    coalesce(changes_per_run.tables_validated, 0) as tables_validated,
    coalesce(changes_per_run.rows_read, 0)::bigint as rows_read,
    coalesce(changes_per_run.rows_changed, 0)::bigint as rows_changed,
    coalesce(changes_per_run.bytes, 0)::bigint as bytes,
    coalesce(errors_per_run.errors, 0) as errors,
    sync_run.message
from ops.sync_run
left join changes_per_run on changes_per_run.run = sync_run.run
left join errors_per_run on errors_per_run.run = sync_run.run;

comment on view ops.run_history is 'Which syncs ran, how they ended, and what they changed.';
comment on column ops.run_history.run is 'Number of the run, ascending.';
comment on column ops.run_history.origin is 'Who started it: page, command line, first start, schedule.';
comment on column ops.run_history.sources is 'The sources that the run was asked to copy.';
comment on column ops.run_history.status is 'running, succeeded, partial, failed or interrupted.';
comment on column ops.run_history.started_at is 'Moment the run started.';
comment on column ops.run_history.finished_at is 'Moment the run ended; null while it runs.';
comment on column ops.run_history.duration_seconds is 'From start to end, seconds; null while it runs.';
comment on column ops.run_history.tables is 'Tables that the run reached.';
comment on column ops.run_history.tables_validated is 'Tables whose counts agree with the source''s snapshot.';
comment on column ops.run_history.rows_read is 'Rows that the sources sent.';
comment on column ops.run_history.rows_changed is 'Rows inserted, updated or deleted.';
comment on column ops.run_history.bytes is 'Bytes of row data received.';
comment on column ops.run_history.errors is 'Errors, those that a retry overcame included.';
comment on column ops.run_history.message is 'What went wrong and which setting to change; null after success.';

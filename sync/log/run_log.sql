-- name: log_table
-- A table's line of the log; writing it twice does no harm.
insert into ops.sync_log (
    run, source, "table", mode, started_at, finished_at, status, rows_read, rows_inserted, rows_updated,
    rows_deleted, bytes, duration_ms, watermark_before, watermark_after, source_count, warehouse_count, message
)
values (
    %(run)s, %(source)s, %(table)s, %(mode)s,
    coalesce(%(started_at)s, clock_timestamp()), coalesce(%(finished_at)s, clock_timestamp()),
    %(status)s, %(read)s, %(inserted)s, %(updated)s, %(deleted)s, %(bytes)s, %(duration_ms)s,
    %(watermark_before)s, %(watermark_after)s, %(source_count)s, %(warehouse_count)s, %(message)s
)
on conflict do nothing

-- name: log_verification
-- A table's line of a verification.
insert into ops.verification (
    run, source, "table", duration_ms, rows_compared, missing, different, surplus, repaired, sample_keys, message
)
values (
    %(run)s, %(source)s, %(table)s, %(duration_ms)s, %(rows_compared)s, %(missing)s, %(different)s, %(surplus)s,
    %(repaired)s, %(sample_keys)s, %(message)s
)

-- name: log_progress
-- How far a table is; figures that are not known now stay.
update ops.sync_progress
set phase = %(phase)s,
    rows_done = coalesce(%(rows_done)s, rows_done),
    rows_expected = coalesce(%(rows_expected)s, rows_expected),
    updated_at = clock_timestamp()
where run = %(run)s and source = %(source)s and "table" = %(table)s

-- name: log_error
-- An error, also one that a retry will overcome.
insert into ops.sync_error_log (run, source, "table", attempt, sqlstate, message, detail)
values (%(run)s, %(source)s, %(table)s, %(attempt)s, %(sqlstate)s, %(message)s, %(detail)s)

-- name: interrupt_dead_runs
-- Runs that still say `running`, although their lock is free.
update ops.sync_run
set status = 'interrupted',
    finished_at = clock_timestamp(),
    message = %s
where status = 'running'

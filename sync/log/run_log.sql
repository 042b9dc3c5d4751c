-- name: log_tables
-- The lines of a source's tables. What a line of the source's last run says already is not written again; writing them
-- twice does no harm.
with
    told as (
        select *
        from jsonb_to_recordset(%(tables)s) as told (
            "table" text, mode text, started_at timestamptz, finished_at timestamptz, duration_ms integer, status text,
            rows_read bigint, rows_inserted bigint, rows_updated bigint, rows_deleted bigint, bytes bigint,
            watermark_before text, watermark_after text, source_count bigint, warehouse_count bigint, message text
        )
    ),

    last_lines as (
        select lines
        from ops.source_sync
        where source = %(source)s and run <= %(run)s
        order by run desc
        limit 1
    ),

    known as (
        select
            told."table",
            sync_line.line
        from last_lines
        cross join lateral unnest(last_lines.lines) as listed (line)
        inner join ops.sync_line on sync_line.line = listed.line
        inner join told on told."table" = sync_line."table"
        where
            (
                told.mode, told.status, told.rows_read, told.rows_inserted, told.rows_updated, told.rows_deleted,
                told.bytes, told.watermark_before, told.watermark_after, told.source_count, told.warehouse_count,
                told.message
            ) is not distinct from (
                sync_line.mode, sync_line.status, sync_line.rows_read, sync_line.rows_inserted, sync_line.rows_updated,
                sync_line.rows_deleted, sync_line.bytes, sync_line.watermark_before, sync_line.watermark_after,
                sync_line.source_count, sync_line.warehouse_count, sync_line.message
            )
    ),

    added as (
        insert into ops.sync_line (
            "table", mode, status, rows_read, rows_inserted, rows_updated, rows_deleted, bytes, watermark_before,
            watermark_after, source_count, warehouse_count, message
        )
        select
            "table", mode, status, rows_read, rows_inserted, rows_updated, rows_deleted, bytes, watermark_before,
            watermark_after, source_count, warehouse_count, message
        from told
        where "table" not in (select known."table" from known)
        returning "table", line
    ),

    lines as (
        select "table", line from known
        union all
        select "table", line from added
    )

insert into ops.source_sync (run, source, lines, started_at, finished_at, duration_ms)
select
    %(run)s,
    %(source)s,
    array_agg(lines.line order by told."table"),
    array_agg(coalesce(told.started_at, clock_timestamp()) order by told."table"),
    array_agg(coalesce(told.finished_at, clock_timestamp()) order by told."table"),
    array_agg(told.duration_ms order by told."table")
from told
inner join lines on lines."table" = told."table"
on conflict do nothing

-- name: keep_totals
-- What the details of runs add up to, for when they are removed.
update ops.sync_run
set tables = run_totals.tables,
    tables_validated = run_totals.tables_validated,
    total_rows_read = run_totals.rows_read,
    total_rows_changed = run_totals.rows_changed,
    total_bytes = run_totals.bytes,
    errors = run_totals.errors,
    validated_sources = run_totals.validated_sources
from ops.run_totals
where run_totals.run = sync_run.run and sync_run.run = any(%s)

-- name: expect_tables
-- A source's tables wait for their turn, in their order; what an earlier run said of them is over.
with
    gone as (
        delete from ops.sync_progress where source = %(source)s and "table" <> all(%(tables)s)
    )

insert into ops.sync_progress (run, source, "table", position, phase)
select %(run)s, %(source)s, expected.name, expected.place - 1, 'waiting'
from unnest(%(tables)s::text[]) with ordinality as expected (name, place)
on conflict (source, "table") do update set
    run = excluded.run,
    position = excluded.position,
    phase = excluded.phase,
    rows_done = excluded.rows_done,
    rows_expected = excluded.rows_expected,
    updated_at = excluded.updated_at

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

-- name: log_verdicts
-- How tables of a source ended; what says so already is not written again.
update ops.sync_progress
set phase = ended.phase, updated_at = clock_timestamp()
from unnest(%(tables)s::text[], %(phases)s::text[]) as ended ("table", phase)
where run = %(run)s and source = %(source)s and sync_progress."table" = ended."table"
    and sync_progress.phase <> ended.phase

-- name: log_error
-- An error, also one that a retry will overcome. A run whose totals are kept already met one more.
with
    counted as (
        update ops.sync_run set errors = errors + 1 where run = %(run)s and errors is not null
    )

insert into ops.sync_error_log (run, source, "table", attempt, sqlstate, message, detail)
values (%(run)s, %(source)s, %(table)s, %(attempt)s, %(sqlstate)s, %(message)s, %(detail)s)

-- name: interrupt_dead_runs
-- Runs that still say `running`, although their lock is free.
update ops.sync_run
set status = 'interrupted',
    finished_at = clock_timestamp(),
    message = %s
where status = 'running'
returning run

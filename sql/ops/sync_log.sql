-- ops.sync_log (view)
-- Question: what did each run copy of each table, and do the counts agree?
-- Grain:    one row per run, source, table
-- Reads:    ops.source_sync, ops.sync_line
-- Traps:    warehouse_count leaves out rows that are kept after production archived them; rows are kept for 90 days,
--           the newest of each table for ever, and a run's totals in ops.sync_run
create view ops.sync_log as
select
    source_sync.run,
    source_sync.source,
    sync_line."table",
    sync_line.mode,
    told.started_at,
    told.finished_at,
    sync_line.status,
    sync_line.rows_read,
    sync_line.rows_inserted,
    sync_line.rows_updated,
    sync_line.rows_deleted,
    sync_line.rows_inserted + sync_line.rows_updated + sync_line.rows_deleted as rows_changed,
    sync_line.bytes,
    told.duration_ms,
    sync_line.watermark_before,
    sync_line.watermark_after,
    sync_line.source_count,
    sync_line.warehouse_count,
    sync_line.message
from ops.source_sync
cross join lateral unnest(
    source_sync.lines, source_sync.started_at, source_sync.finished_at, source_sync.duration_ms
) as told (line, started_at, finished_at, duration_ms)
inner join ops.sync_line on sync_line.line = told.line;

comment on view ops.sync_log is
    'One row per run and table: what was read, what changed, and whether the counts agree.';
comment on column ops.sync_log.run is 'The run.';
comment on column ops.sync_log.source is 'Name of the source.';
comment on column ops.sync_log."table" is 'Name of the table, as in production.';
comment on column ops.sync_log.mode is
    'incremental (by update time), window (last days made equal) or append (by creation time).';
comment on column ops.sync_log.started_at is 'Moment the table''s load started.';
comment on column ops.sync_log.finished_at is 'Moment the table''s load ended.';
comment on column ops.sync_log.status is
    'succeeded: validated; mismatch: loaded, counts differ; failed; skipped: a table that it depends on failed.';
comment on column ops.sync_log.rows_read is 'Rows that the source sent.';
comment on column ops.sync_log.rows_inserted is 'Rows that were new.';
comment on column ops.sync_log.rows_updated is 'Rows that differed.';
comment on column ops.sync_log.rows_deleted is 'Rows that production no longer has.';
comment on column ops.sync_log.rows_changed is 'Inserted + updated + deleted.';
comment on column ops.sync_log.bytes is 'Bytes of row data received.';
comment on column ops.sync_log.duration_ms is 'Time spent on the table, milliseconds.';
comment on column ops.sync_log.watermark_before is 'Highest cursor known before the run.';
comment on column ops.sync_log.watermark_after is 'Highest cursor known after the run.';
comment on column ops.sync_log.source_count is 'Rows of the table in the source''s snapshot.';
comment on column ops.sync_log.warehouse_count is
    'Rows of the table in the warehouse, less those kept after production archived them.';
comment on column ops.sync_log.message is 'Why the table is not validated, or what else there is to know of it, and what to do; null: nothing.';

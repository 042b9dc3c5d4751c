-- ops.sync_log (table)
-- Question: what did each run copy of each table, and do the counts agree?
-- Grain:    one row per run, source and table (run, source, table)
-- Traps:    warehouse_count leaves out rows that are kept after production archived them
comment on table ops.sync_log is
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

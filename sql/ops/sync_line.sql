-- ops.sync_line (table)
-- Question: what may be said of a table after a sync?
-- Grain:    one row per different outcome of a table (line)
-- Traps:    read ops.sync_log, which says of which runs it is true; a line that no run refers to any more is removed
comment on table ops.sync_line is 'What came of a table in a sync; runs that had the same to say share a line.';
comment on column ops.sync_line.line is 'Number of the line, ascending.';
comment on column ops.sync_line."table" is 'Name of the table, as in production.';
comment on column ops.sync_line.mode is
    'incremental (by update time), window (last days made equal) or append (by creation time).';
comment on column ops.sync_line.status is
    'succeeded: validated; mismatch: loaded, counts differ; failed; skipped: a table that it depends on failed.';
comment on column ops.sync_line.rows_read is 'Rows that the source sent.';
comment on column ops.sync_line.rows_inserted is 'Rows that were new.';
comment on column ops.sync_line.rows_updated is 'Rows that differed.';
comment on column ops.sync_line.rows_deleted is 'Rows that production no longer has.';
comment on column ops.sync_line.bytes is 'Bytes of row data received.';
comment on column ops.sync_line.watermark_before is 'Highest cursor known before the run.';
comment on column ops.sync_line.watermark_after is 'Highest cursor known after the run.';
comment on column ops.sync_line.source_count is 'Rows of the table in the source''s snapshot.';
comment on column ops.sync_line.warehouse_count is
    'Rows of the table in the warehouse, less those kept after production archived them.';
comment on column ops.sync_line.message is 'Why the table is not validated, or what else there is to know of it, and what to do; null: nothing.';

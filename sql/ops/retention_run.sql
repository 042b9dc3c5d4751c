-- ops.retention_run (table)
-- Question: what did each retention run remove?
-- Grain:    one row per removal from one table (run)
-- Traps:    only settings with keep_days leave a row
comment on table ops.retention_run is 'What each retention run removed from each table.';
comment on column ops.retention_run.run is 'Number of the removal, ascending.';
comment on column ops.retention_run."table" is 'The table with its schema.';
comment on column ops.retention_run.removed_at is 'Moment of the removal.';
comment on column ops.retention_run.keep_days is 'For how many days rows were kept.';
comment on column ops.retention_run.rows_removed is 'Rows removed.';

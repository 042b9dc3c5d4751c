-- ops.sync_backup (table)
-- Question: how were rows before a sync removed or changed them?
-- Grain:    one row per run, source, table and key of a row (run, source, table, key)
-- Traps:    only of the last five runs that removed any
comment on table ops.sync_backup is
    'Rows as they were before a window was replaced; kept for the last five runs that removed any.';
comment on column ops.sync_backup.run is 'The run that removed or changed the row.';
comment on column ops.sync_backup.source is 'Name of the source.';
comment on column ops.sync_backup."table" is 'Name of the table.';
comment on column ops.sync_backup.key is 'Primary key of the row, as text.';
comment on column ops.sync_backup.data is 'The whole row as it was.';

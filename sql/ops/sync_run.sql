-- ops.sync_run (table)
-- Question: when did syncs, verifications and restores run, and how did they end?
-- Grain:    one row per run (run)
-- Traps:    a run whose process died says running until the next one starts; totals are kept for ever, and the lines
--           that they add up are not
comment on table ops.sync_run is 'One row per sync run, whoever started it.';
comment on column ops.sync_run.run is 'Number of the run, ascending.';
comment on column ops.sync_run.origin is 'Who started it: page, command line, first start, schedule.';
comment on column ops.sync_run.sources is 'The sources that the run was asked to copy.';
comment on column ops.sync_run.forced is
    'Whether the guard against a suspiciously small source was switched off for this run.';
comment on column ops.sync_run.status is
    'running; succeeded: every table validated; partial: some did; failed: none did; interrupted: the process died.';
comment on column ops.sync_run.started_at is 'Moment the run started.';
comment on column ops.sync_run.finished_at is 'Moment the run ended; null while it runs.';
comment on column ops.sync_run.message is 'What went wrong and which setting to change; null after success.';
comment on column ops.sync_run.kind is
    'sync: copied what changed; verify: compared every row; restore: brought a backup back.';
comment on column ops.sync_run.tables is 'Tables that the run reached; null while it runs.';
comment on column ops.sync_run.tables_validated is
    'Tables that agree with the source''s snapshot: by their counts after a sync, row by row after a verification.';
comment on column ops.sync_run.total_rows_read is 'Rows that the sources sent; for a verification those compared.';
comment on column ops.sync_run.total_rows_changed is 'Rows inserted, updated or deleted; for a verification those mended.';
comment on column ops.sync_run.total_bytes is 'Bytes of row data received.';
comment on column ops.sync_run.errors is 'Errors, those that a retry overcame included.';
comment on column ops.sync_run.validated_sources is
    'Sources of which the sync validated all tables; null while it runs.';

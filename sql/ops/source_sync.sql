-- ops.source_sync (table)
-- Question: which lines tell of a source's tables in a run, and when was each table dealt with?
-- Grain:    one row per run and source that it reached (run, source)
-- Traps:    the arrays run in step: the first moment belongs to the first line; read ops.sync_log for a row per table;
--           kept for 90 days, the newest of each source for ever (ops.retention)
comment on table ops.source_sync is 'One row per run and source: its tables'' lines in ops.sync_line, and their moments.';
comment on column ops.source_sync.run is 'The run.';
comment on column ops.source_sync.source is 'Name of the source.';
comment on column ops.source_sync.recorded_at is 'Moment the row was written: the source''s last table had ended.';
comment on column ops.source_sync.lines is 'The line of each table in ops.sync_line.';
comment on column ops.source_sync.started_at is 'Moment each table''s load started, in the order of lines.';
comment on column ops.source_sync.finished_at is 'Moment each table''s load ended, in the order of lines.';
comment on column ops.source_sync.duration_ms is 'Time spent on each table, milliseconds, in the order of lines.';

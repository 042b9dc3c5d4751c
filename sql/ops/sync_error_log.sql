-- ops.sync_error_log (table)
-- Question: what went wrong in each run?
-- Grain:    one row per error (error)
-- Traps:    errors that a retry overcame are here too
comment on table ops.sync_error_log is 'Every error of a run, those that a retry overcame included.';
comment on column ops.sync_error_log.error is 'Number of the error, ascending.';
comment on column ops.sync_error_log.run is 'The run.';
comment on column ops.sync_error_log.source is 'Name of the source.';
comment on column ops.sync_error_log."table" is 'Name of the table; null when the source as a whole failed.';
comment on column ops.sync_error_log.at is 'Moment of the error.';
comment on column ops.sync_error_log.attempt is 'Which try it was, from 1.';
comment on column ops.sync_error_log.sqlstate is 'PostgreSQL''s five-character error code, where there was one.';
comment on column ops.sync_error_log.message is 'What happened and what to do.';
comment on column ops.sync_error_log.detail is 'What the database said.';
comment on column ops.sync_error_log.key is 'Primary key of the row that failed; null when no single row is to blame.';

-- ops.rollup_run (table)
-- Question: when were hours of classrooms rolled up, and how did it end?
-- Grain:    one row per run of the hourly rollup (run)
-- Traps:    a run may deal with hours that turn out the same: rows_written is 0 then
comment on table ops.rollup_run is 'One row per run of the hourly rollup, whoever started it.';
comment on column ops.rollup_run.run is 'Number of the run, ascending.';
comment on column ops.rollup_run.origin is 'Who started it: schedule, command line, sync.';
comment on column ops.rollup_run.since_hour is 'First hour that it was to roll up; null where there was none.';
comment on column ops.rollup_run.until_hour is 'Last hour that it was to roll up; null where there was none.';
comment on column ops.rollup_run.status is 'running, succeeded, failed, interrupted: the process died.';
comment on column ops.rollup_run.started_at is 'Moment it started.';
comment on column ops.rollup_run.finished_at is 'Moment it ended; null while it runs.';
comment on column ops.rollup_run.hours is 'Hours rolled up so far.';
comment on column ops.rollup_run.rows_written is
    'Rows of analytics.dashboard_metrics_hourly written or removed so far.';
comment on column ops.rollup_run.message is 'What went wrong; null otherwise.';

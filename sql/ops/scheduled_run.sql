-- ops.scheduled_run (table)
-- Question: what did the servers do by the clock, and how did it end?
-- Grain:    one row per job and due moment (job, due_at)
-- Traps:    kept for 90 days
comment on table ops.scheduled_run is
    'One row per due run. The process that inserts the row runs the job, so several processes run it once; kept for '
    '90 days.';
comment on column ops.scheduled_run.job is 'Name of the job.';
comment on column ops.scheduled_run.due_at is 'Moment it was due.';
comment on column ops.scheduled_run.started_at is 'Moment it started; later than due_at where it was made up.';
comment on column ops.scheduled_run.finished_at is 'Moment it ended; null while it runs, and where its process died.';
comment on column ops.scheduled_run.status is 'running, succeeded, failed, or skipped: something else was doing it.';
comment on column ops.scheduled_run.message is 'What came of it, or what went wrong.';

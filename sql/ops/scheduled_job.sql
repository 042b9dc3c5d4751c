-- ops.scheduled_job (table)
-- Question: what do the servers do by the clock?
-- Grain:    one row per job (job)
-- Traps:    an empty hour means every hour; a moment that passed while no server ran is made up once
comment on table ops.scheduled_job is
    'What the servers do by the clock. The one schedule of all app processes; it survives restarts, and a moment that '
    'passed while no server ran is made up once.';
comment on column ops.scheduled_job.job is 'Name of the job.';
comment on column ops.scheduled_job.hour is 'Local hour of the daily run; null: every hour.';
comment on column ops.scheduled_job.minute is 'Minute of the hour.';
comment on column ops.scheduled_job.time_zone is
    'Zone of the hour; null: the zone of the machine that runs the server.';
comment on column ops.scheduled_job.next_run_at is 'Moment of the next run; in the past: no server has come to it yet.';
comment on column ops.scheduled_job.changed_at is 'Moment somebody chose the time last.';

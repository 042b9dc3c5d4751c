-- 0009_schedule: what the servers do by the clock, and each run of it
create table ops.scheduled_job (
    job text primary key,
    hour smallint check (hour between 0 and 23),
    minute smallint not null check (minute between 0 and 59),
    time_zone text,
    next_run_at timestamptz not null,
    changed_at timestamptz default clock_timestamp() not null
);
comment on table ops.scheduled_job is
    'What the servers do by the clock. The one schedule of all app processes; it survives restarts, and a moment that '
    'passed while no server ran is made up once.';
comment on column ops.scheduled_job.job is 'Name of the job.';
comment on column ops.scheduled_job.hour is 'Local hour of the daily run; null: every hour.';
comment on column ops.scheduled_job.minute is 'Minute of the hour.';
comment on column ops.scheduled_job.time_zone is 'Zone of the hour; null: the zone of the machine that runs the server.';
comment on column ops.scheduled_job.next_run_at is 'Moment of the next run; in the past: no server has come to it yet.';
comment on column ops.scheduled_job.changed_at is 'Moment somebody chose the time last.';

create table ops.scheduled_run (
    job text not null references ops.scheduled_job on delete cascade,
    due_at timestamptz not null,
    started_at timestamptz default clock_timestamp() not null,
    finished_at timestamptz,
    status text default 'running' not null check (status in ('running', 'succeeded', 'failed', 'skipped')),
    message text,
    primary key (job, due_at)
);
comment on table ops.scheduled_run is
    'One row per due run. The process that inserts the row runs the job, so several processes run it once; kept for 90 days.';
comment on column ops.scheduled_run.job is 'Name of the job.';
comment on column ops.scheduled_run.due_at is 'Moment it was due.';
comment on column ops.scheduled_run.started_at is 'Moment it started; later than due_at where it was made up.';
comment on column ops.scheduled_run.finished_at is 'Moment it ended; null while it runs, and where its process died.';
comment on column ops.scheduled_run.status is 'running, succeeded, failed, or skipped: something else was doing it.';
comment on column ops.scheduled_run.message is 'What came of it, or what went wrong.';

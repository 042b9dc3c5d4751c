-- ops.schedule (view)
-- Question: what do the servers do by the clock, when next, and how did it go last?
-- Grain:    one row per job
-- Reads:    ops.scheduled_job, ops.scheduled_run, ops.as_of
-- Traps:    overdue means that no server has been there for ten minutes; a run whose process died says running for ever
create view ops.schedule as
select
    scheduled_job.job,
    scheduled_job.hour,
    scheduled_job.minute,
    scheduled_job.time_zone,
    scheduled_job.next_run_at,
    scheduled_job.next_run_at < ops.as_of() - interval '10 minutes' as is_overdue,
    last_run.due_at as last_due_at,
    last_run.started_at as last_started_at,
    last_run.finished_at as last_finished_at,
    last_run.status as last_status,
    last_run.message as last_message
from ops.scheduled_job
left join lateral (
    select
        due_at,
        started_at,
        finished_at,
        status,
        message
    from ops.scheduled_run
    where scheduled_run.job = scheduled_job.job
    order by due_at desc
    limit 1
) as last_run on true;

comment on view ops.schedule is 'What the servers do by the clock, when next, and how the last run went.';
comment on column ops.schedule.job is 'Name of the job.';
comment on column ops.schedule.hour is 'Local hour of the daily run; null: every hour.';
comment on column ops.schedule.minute is 'Minute of the hour.';
comment on column ops.schedule.time_zone is 'Zone of the hour; null: the zone of the machine that runs the server.';
comment on column ops.schedule.next_run_at is 'Moment of the next run.';
comment on column ops.schedule.is_overdue is 'Whether that moment passed ten minutes ago or more: no server has come to it.';
comment on column ops.schedule.last_due_at is 'Moment the last run was due; null before the first.';
comment on column ops.schedule.last_started_at is 'Moment it started.';
comment on column ops.schedule.last_finished_at is 'Moment it ended; null while it runs.';
comment on column ops.schedule.last_status is 'running, succeeded, failed or skipped.';
comment on column ops.schedule.last_message is 'What came of it, or what went wrong.';

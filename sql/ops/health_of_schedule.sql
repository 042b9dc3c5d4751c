-- ops.health_of_schedule (view)
-- Question: is what should happen by the clock happening?
-- Grain:    one row per job
-- Reads:    ops.schedule
-- Traps:    a run that was skipped did no harm: something else was doing the same
create view ops.health_of_schedule as
select
    'schedule' as "check",
    job as subject,
    case
        when last_status = 'failed' then 'error'
        when is_overdue then 'warning'
        else 'ok'
    end as status,
    case
        when last_status = 'failed' then 'Its last run failed: ' || coalesce(last_message, 'nobody knows why') || '.'
        when is_overdue then 'It is overdue: no server has done it.'
    end as message,
    case when last_status = 'failed' then last_finished_at else next_run_at end as since
from ops.schedule;

comment on view ops.health_of_schedule is 'Whether each job is done by the clock, and succeeds.';
comment on column ops.health_of_schedule."check" is 'schedule.';
comment on column ops.health_of_schedule.subject is 'Name of the job.';
comment on column ops.health_of_schedule.status is 'ok; warning: overdue; error: its last run failed.';
comment on column ops.health_of_schedule.message is 'What is wrong; null: nothing.';
comment on column ops.health_of_schedule.since is 'When the last run failed; else when the next is, or was, due.';

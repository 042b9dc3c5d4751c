-- ops.health_of_schedule (view)
-- Question: is what should happen by the clock happening?
-- Grain:    one row per job
-- Reads:    ops.say, ops.schedule
-- Traps:    a run that was skipped did no harm: something else was doing the same
create view ops.health_of_schedule as
with
    judged as (
        select
            'schedule' as "check",
            job as subject,
            case
                when last_status = 'failed' then 'error'
                when is_overdue then 'warning'
                else 'ok'
            end as status,
            case when last_status = 'failed' then last_finished_at else next_run_at end as since,
            case
                when last_status = 'failed' and last_message is null then 'job_failed_in_silence'
                when last_status = 'failed' then 'job_failed'
                when is_overdue then 'job_overdue'
            end as message_code,
            jsonb_strip_nulls(
                jsonb_build_object(
                    'said', case when last_status = 'failed' then regexp_replace(last_message, '([^.])$', '\1.') end
                )
            ) as message_values
        from ops.schedule
    )

select
    "check",
    subject,
    status,
    ops.say(message_code, message_values) as message,
    since,
    message_code,
    message_values
from judged;

comment on view ops.health_of_schedule is 'Whether each job is done by the clock, and succeeds.';
comment on column ops.health_of_schedule."check" is 'schedule.';
comment on column ops.health_of_schedule.subject is 'Name of the job.';
comment on column ops.health_of_schedule.status is 'ok; warning: overdue; error: its last run failed.';
comment on column ops.health_of_schedule.message is 'What is wrong; null: nothing.';
comment on column ops.health_of_schedule.since is 'When the last run failed; else when the next is, or was, due.';
comment on column ops.health_of_schedule.message_code is 'What is wrong, as a code of ops.sentences; null: nothing, or in words of the log.';
comment on column ops.health_of_schedule.message_values is 'What the sentence of that code says it with.';

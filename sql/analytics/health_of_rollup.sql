-- analytics.health_of_rollup (view)
-- Question: are the hourly metrics there, and is every finished hour closed in time?
-- Grain:    one row per check: dashboard_metrics_table, rollup_job
-- Reads:    analytics.rollup_ledger, analytics.changed_hours, analytics.first_hour, analytics.hour_of, ops.rollup_run, ops.as_of,
--           ops.say
-- Traps:    an hour is late once it has been over for ten minutes: the job comes at minute five
create view analytics.health_of_rollup as
with
    known as (
        select
            analytics.first_hour() as first_hour,
            analytics.hour_of(ops.as_of() - interval '10 minutes') as due_until,
            (select max(rollup_ledger.metric_hour) from analytics.rollup_ledger) as newest_hour,
            (select count(*) from analytics.changed_hours) as waiting,
            (select rollup_run.status from ops.rollup_run order by rollup_run.run desc limit 1) as last_status
    ),

    judged as (
        select
            known.first_hour,
            known.newest_hour,
            known.waiting,
            known.last_status,
            greatest(
                extract(epoch from known.due_until - greatest(known.newest_hour + interval '1 hour', known.first_hour))
                / 3600,
                0
            )::bigint as hours_behind
        from known
    ),

    said as (
        select
            'dashboard_metrics_table' as "check",
            case when waiting > 0 or (newest_hour is null and first_hour is not null) then 'degraded' else 'ok' end
            as status,
            case
                when first_hour is null then 'no_classrooms'
                when newest_hour is null then 'no_hour_closed'
                when waiting > 0 then 'changed_hours_wait'
                else 'closed_until'
            end as detail_code,
            jsonb_strip_nulls(jsonb_build_object('closed_until_at', newest_hour + interval '1 hour')) as detail_values
        from judged
        union all
        select
            'rollup_job' as "check",
            case
                when first_hour is null then 'ok'
                when last_status = 'failed' or hours_behind > 3 then 'down'
                when hours_behind > 0 then 'degraded'
                else 'ok'
            end as status,
            case
                when first_hour is null then 'nothing_to_roll_up'
                when last_status = 'failed' then 'rollup_failed'
                when hours_behind > 0 then 'hours_not_closed'
                else 'every_hour_closed'
            end as detail_code,
            jsonb_build_object('hours', hours_behind) as detail_values
        from judged
    )

select
    "check",
    status,
    ops.say(detail_code, detail_values) as detail,
    detail_code,
    detail_values
from said;

comment on view analytics.health_of_rollup is 'Whether the hourly metrics are there and on time.';
comment on column analytics.health_of_rollup."check" is 'dashboard_metrics_table or rollup_job.';
comment on column analytics.health_of_rollup.status is 'ok, degraded or down.';
comment on column analytics.health_of_rollup.detail is 'What was found, in a sentence.';
comment on column analytics.health_of_rollup.detail_code is 'What was found, as a code of ops.sentences.';
comment on column analytics.health_of_rollup.detail_values is 'What the sentence of that code says it with.';

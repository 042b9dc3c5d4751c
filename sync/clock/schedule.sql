-- name: choose_time
-- Puts a job on the schedule, or moves it to another time, and notes who did.
with
    held as (
        select
            hour,
            minute
        from ops.scheduled_job
        where job = %(job)s
    ),

    chosen as (
        insert into ops.scheduled_job (job, hour, minute, time_zone, next_run_at)
        values (%(job)s, %(hour)s, %(minute)s, %(time_zone)s, %(next_run_at)s)
        on conflict (job) do update set
            hour = excluded.hour,
            minute = excluded.minute,
            next_run_at = excluded.next_run_at,
            changed_at = excluded.changed_at
        returning
            job,
            hour,
            minute,
            time_zone
    )

insert into ops.schedule_change (who, job, hour_before, minute_before, hour, minute, time_zone)
select
    %(who)s,
    chosen.job,
    held.hour,
    held.minute,
    chosen.hour,
    chosen.minute,
    chosen.time_zone
from chosen
left join held on true
where (held.hour, held.minute) is distinct from (chosen.hour, chosen.minute)

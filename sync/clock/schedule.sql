-- name: choose_time
-- Puts a job on the schedule, or moves it to another time.
insert into ops.scheduled_job (job, hour, minute, time_zone, next_run_at) values (%s, %s, %s, %s, %s)
on conflict (job) do update set
    hour = excluded.hour,
    minute = excluded.minute,
    next_run_at = excluded.next_run_at,
    changed_at = excluded.changed_at

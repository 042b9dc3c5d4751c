-- ops.newest_run (view)
-- Question: which sync ran last, or is running right now?
-- Grain:    at most one row
-- Reads:    ops.sync_run, ops.sync_is_alive
-- Traps:    a run whose process died without a word still says running in ops.sync_run; here it is interrupted
create view ops.newest_run as
with
    last_started as (
        select
            run,
            status,
            started_at,
            finished_at,
            message
        from ops.sync_run
        order by run desc
        limit 1
    )

select
    last_started.run,
    case
        when last_started.status = 'running' and not ops.sync_is_alive() then 'interrupted'
        else last_started.status
    end as status,
    last_started.started_at,
    last_started.finished_at,
    last_started.message
from last_started;

comment on view ops.newest_run is 'The sync that ran last, or is running.';
comment on column ops.newest_run.run is 'Number of the run.';
comment on column ops.newest_run.status is 'running, succeeded, partial, failed or interrupted.';
comment on column ops.newest_run.started_at is 'Moment the run started.';
comment on column ops.newest_run.finished_at is 'Moment the run ended; null while it runs, and where it died.';
comment on column ops.newest_run.message is 'What went wrong and which setting to change; null after success.';

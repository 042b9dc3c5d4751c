-- ops.newest_run (view)
-- Question: what is running right now, and where nothing is, which sync ran last?
-- Grain:    at most one row
-- Reads:    ops.run_status, ops.as_of
-- Traps:    a verification or a restore is here only while it runs: afterwards the last sync is what one asks for
create view ops.newest_run as
with
    last_started as (
        select
            run,
            kind,
            status,
            started_at,
            finished_at,
            message
        from ops.run_status
        order by run desc
        limit 1
    ),

    last_sync as (
        select
            run,
            kind,
            status,
            started_at,
            finished_at,
            message
        from ops.run_status
        where kind = 'sync'
        order by run desc
        limit 1
    ),

    candidates as (
        select * from last_started
        where status = 'running'
        union
        select * from last_sync
    )

select
    run,
    kind,
    status,
    started_at,
    finished_at,
    case
        when status = 'running' then greatest(extract(epoch from ops.as_of() - started_at), 0)
    end as running_seconds,
    message
from candidates
order by status = 'running' desc
limit 1;

comment on view ops.newest_run is 'The run that is going on, else the sync that ran last.';
comment on column ops.newest_run.run is 'Number of the run.';
comment on column ops.newest_run.kind is 'sync; verify or restore while one of these runs.';
comment on column ops.newest_run.status is 'running, succeeded, partial, failed or interrupted.';
comment on column ops.newest_run.started_at is 'Moment the run started.';
comment on column ops.newest_run.finished_at is 'Moment the run ended; null while it runs, and where it died.';
comment on column ops.newest_run.running_seconds is 'How long it has been running; null where it does not.';
comment on column ops.newest_run.message is 'What went wrong and which setting to change; null after success.';

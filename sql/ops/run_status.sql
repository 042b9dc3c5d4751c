-- ops.run_status (view)
-- Question: which runs are there, and which of them is really going on?
-- Grain:    one row per run
-- Reads:    ops.sync_run, ops.sync_is_alive
-- Traps:    a run whose process died without a word still says running in ops.sync_run; here it is interrupted
create view ops.run_status as
select
    sync_run.run,
    sync_run.kind,
    sync_run.origin,
    sync_run.sources,
    case
        when sync_run.status = 'running' and not ops.sync_is_alive() then 'interrupted'
        else sync_run.status
    end as status,
    sync_run.started_at,
    sync_run.finished_at,
    extract(epoch from sync_run.finished_at - sync_run.started_at) as seconds,
    sync_run.message
from ops.sync_run;

comment on view ops.run_status is 'Runs of every kind, those whose process died told from those that go on.';
comment on column ops.run_status.run is 'Number of the run, ascending.';
comment on column ops.run_status.kind is 'sync, verify or restore.';
comment on column ops.run_status.origin is 'Who started it: page, command line, first start, schedule.';
comment on column ops.run_status.sources is 'The sources that the run was asked for.';
comment on column ops.run_status.status is 'running, succeeded, partial, failed or interrupted.';
comment on column ops.run_status.started_at is 'Moment the run started.';
comment on column ops.run_status.finished_at is 'Moment the run ended; null while it runs, and where it died.';
comment on column ops.run_status.seconds is 'From start to end, seconds to the microsecond; null while it runs.';
comment on column ops.run_status.message is 'What went wrong and which setting to change; null after success.';

-- ops.source_runs (view)
-- Question: what came of each source in each sync that is over?
-- Grain:    one row per run, source that the sync was asked for
-- Reads:    ops.sync_run, ops.sync_log, ops.as_of
-- Traps:    a source that the run never reached did not validate; verifications and restores are no syncs
create view ops.source_runs as
select
    sync_run.run,
    asked.name as source,
    sync_run.started_at,
    sync_run.finished_at,
    loaded.validated,
    case when loaded.validated then loaded.messages else coalesce(loaded.messages, sync_run.message) end as message
from ops.sync_run
cross join lateral unnest(sync_run.sources) as asked (name)
cross join lateral (
    select
        coalesce(bool_and(sync_log.status = 'succeeded'), false) as validated,
        string_agg(distinct sync_log.message, ' ') filter (where sync_log.status <> 'skipped') as messages
    from ops.sync_log
    where sync_log.run = sync_run.run and sync_log.source = asked.name
) as loaded
where sync_run.kind = 'sync' and sync_run.status <> 'running' and sync_run.started_at <= ops.as_of();

comment on view ops.source_runs is 'What came of each source in each sync that is over.';
comment on column ops.source_runs.run is 'The sync.';
comment on column ops.source_runs.source is 'Name of the source.';
comment on column ops.source_runs.started_at is 'Moment the sync started.';
comment on column ops.source_runs.finished_at is 'Moment it ended.';
comment on column ops.source_runs.validated is 'Whether all tables of the source validated.';
comment on column ops.source_runs.message is 'What went wrong with this source, or what else there is to know of it; null: nothing.';

-- ops.source_freshness (view)
-- Question: how fresh is each source, and did its newest load work?
-- Grain:    one row per source that a run has reached or was asked for
-- Reads:    ops.sync_run, ops.sync_log
-- Traps:    fresh_at is the newest run in which every table of the source validated, not the newest run
create view ops.source_freshness as
with
    sources_of_runs as (
        select
            sync_run.run,
            sync_run.started_at,
            sync_run.finished_at,
            sync_run.message,
            source.name as source
        from ops.sync_run
        cross join lateral unnest(sync_run.sources) as source (name)
        where sync_run.status <> 'running'
    ),

    outcomes as (
        select
            sources_of_runs.source,
            sources_of_runs.run,
            sources_of_runs.started_at,
            sources_of_runs.finished_at,
            sources_of_runs.message,
            coalesce(bool_and(sync_log.status = 'succeeded'), false) as validated
        from sources_of_runs
        left join ops.sync_log
            on sync_log.run = sources_of_runs.run and sync_log.source = sources_of_runs.source
        group by
            sources_of_runs.source,
            sources_of_runs.run,
            sources_of_runs.started_at,
            sources_of_runs.finished_at,
            sources_of_runs.message
    ),

    newest as (
        select distinct on (source)
            source,
            run,
            validated,
            finished_at,
            message
        from outcomes
        order by source, run desc
    ),

    newest_validated as (
        select
            source,
            max(started_at) as fresh_at
        from outcomes
        where validated
        group by source
    )

select
    newest.source,
    newest_validated.fresh_at,
    newest.run,
    newest.validated,
    newest.finished_at,
    newest.message
from newest
left join newest_validated on newest_validated.source = newest.source;

comment on view ops.source_freshness is 'How fresh each source is, and whether its newest load worked.';
comment on column ops.source_freshness.source is 'Name of the source.';
comment on column ops.source_freshness.fresh_at is
    'Start of the newest run in which all its tables validated: production as of then is what pages show.';
comment on column ops.source_freshness.run is 'The newest finished run that was asked for the source.';
comment on column ops.source_freshness.validated is 'Whether all tables of the source validated in that run.';
comment on column ops.source_freshness.finished_at is 'Moment that run ended.';
comment on column ops.source_freshness.message is 'What went wrong in that run; null after success.';

-- ops.source_freshness (view)
-- Question: how fresh is each source, is that fresh enough, and did its newest load work?
-- Grain:    one row per source that a sync was asked for
-- Reads:    ops.asked_sources, ops.source_runs, ops.freshness_threshold, ops.as_of
-- Traps:    fresh_at is the newest sync in which every table of the source validated, not the newest sync;
--           a source without thresholds is fresh however old
create view ops.source_freshness as
with
    found as (
        select
            asked_sources.source,
            newest_validated.started_at as fresh_at,
            extract(epoch from ops.as_of() - newest_validated.started_at)::bigint as age_seconds,
            extract(epoch from freshness_threshold.warn_after)::bigint as warn_after_seconds,
            extract(epoch from freshness_threshold.error_after)::bigint as error_after_seconds,
            newest.run,
            newest.validated,
            newest.finished_at,
            newest.message
        from ops.asked_sources
        cross join lateral (
            select
                run,
                validated,
                finished_at,
                message
            from ops.source_runs
            where source_runs.source = asked_sources.source
            order by run desc
            limit 1
        ) as newest
        left join lateral (
            select started_at
            from ops.source_runs
            where source_runs.source = asked_sources.source and source_runs.validated
            order by run desc
            limit 1
        ) as newest_validated on true
        left join ops.freshness_threshold on freshness_threshold.source = asked_sources.source
    )

select
    source,
    fresh_at,
    age_seconds,
    warn_after_seconds,
    error_after_seconds,
    case
        when fresh_at is null then 'never'
        when age_seconds > error_after_seconds then 'stale'
        when age_seconds > warn_after_seconds then 'late'
        else 'fresh'
    end as state,
    run,
    validated,
    finished_at,
    message
from found;

comment on view ops.source_freshness is 'How fresh each source is, whether that is fresh enough, whether its newest load worked.';
comment on column ops.source_freshness.source is 'Name of the source.';
comment on column ops.source_freshness.fresh_at is
    'Start of the newest sync in which all its tables validated: production as of then is what pages show.';
comment on column ops.source_freshness.age_seconds is 'How long ago that was, seconds before ops.as_of().';
comment on column ops.source_freshness.warn_after_seconds is 'Older than this is late: ops.freshness_threshold.warn_after.';
comment on column ops.source_freshness.error_after_seconds is 'Older than this is stale: ops.freshness_threshold.error_after.';
comment on column ops.source_freshness.state is
    'fresh; late: older than warn_after; stale: older than error_after; never: no sync of it has validated yet.';
comment on column ops.source_freshness.run is 'The newest finished sync that was asked for the source.';
comment on column ops.source_freshness.validated is 'Whether all tables of the source validated in it.';
comment on column ops.source_freshness.finished_at is 'Moment that sync ended.';
comment on column ops.source_freshness.message is 'What went wrong with the source in it, or what else there is to know of it; null: nothing.';

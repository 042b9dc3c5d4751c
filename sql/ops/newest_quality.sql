-- ops.newest_quality (view)
-- Question: what does the newest quality report of each source say?
-- Grain:    one row per source, check, table
-- Reads:    ops.asked_sources, ops.source_quality, ops.data_quality, ops.sync_run
-- Traps:    the reports of two sources may come from different runs; checks that found nothing are here with count 0
create view ops.newest_quality as
select
    data_quality.source,
    data_quality."check",
    data_quality."table",
    data_quality.severity,
    data_quality.count,
    data_quality.sample_keys,
    data_quality.run,
    sync_run.started_at as checked_at
from ops.asked_sources
cross join lateral (
    select source_quality.run
    from ops.source_quality
    where source_quality.source = asked_sources.source
    order by source_quality.run desc
    limit 1
) as newest
inner join ops.data_quality on data_quality.run = newest.run and data_quality.source = asked_sources.source
inner join ops.sync_run on sync_run.run = newest.run;

comment on view ops.newest_quality is 'The newest data quality report of each source.';
comment on column ops.newest_quality.source is 'Name of the source.';
comment on column ops.newest_quality."check" is 'Name of the check.';
comment on column ops.newest_quality."table" is 'Name of the table.';
comment on column ops.newest_quality.severity is 'info: ignored by rule; warning: look at it; error: numbers suffer.';
comment on column ops.newest_quality.count is 'Rows found.';
comment on column ops.newest_quality.sample_keys is 'Up to five primary keys of such rows.';
comment on column ops.newest_quality.run is 'The run that checked.';
comment on column ops.newest_quality.checked_at is 'Start of that run: the report tells of production as of then.';

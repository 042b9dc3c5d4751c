-- ops.asked_sources (view)
-- Question: which sources has any sync been asked for?
-- Grain:    one row per source
-- Reads:    ops.sync_run, ops.as_of
-- Traps:    none
create view ops.asked_sources as
select distinct asked.name as source
from ops.sync_run
cross join lateral unnest(sync_run.sources) as asked (name)
where sync_run.kind = 'sync' and sync_run.started_at <= ops.as_of();

comment on view ops.asked_sources is 'Sources that some sync was asked for.';
comment on column ops.asked_sources.source is 'Name of the source.';

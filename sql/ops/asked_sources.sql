-- ops.asked_sources (view)
-- Question: which sources has any sync been asked for?
-- Grain:    one row per source
-- Reads:    ops.sync_run, ops.as_of
-- Traps:    none
create view ops.asked_sources as
with recursive
    -- From one combination of sources to the next, by the index: there are few, however many runs there are.
    combinations as (
        (
            select
                sources,
                started_at
            from ops.sync_run
            where kind = 'sync'
            order by sources, started_at
            limit 1
        )
        union all
        select
            next_one.sources,
            next_one.started_at
        from combinations
        cross join lateral (
            select
                sync_run.sources,
                sync_run.started_at
            from ops.sync_run
            where sync_run.kind = 'sync' and sync_run.sources > combinations.sources
            order by sync_run.sources, sync_run.started_at
            limit 1
        ) as next_one
    )

select distinct asked.name as source
from combinations
cross join lateral unnest(combinations.sources) as asked (name)
where combinations.started_at <= (select ops.as_of());

comment on view ops.asked_sources is 'Sources that some sync was asked for.';
comment on column ops.asked_sources.source is 'Name of the source.';

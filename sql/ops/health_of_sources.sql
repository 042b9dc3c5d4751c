-- ops.health_of_sources (view)
-- Question: is each source fresh enough, and did its newest sync work?
-- Grain:    one row per source that a sync was asked for
-- Reads:    ops.source_freshness
-- Traps:    a source that was never asked for is not here: nobody misses it
create view ops.health_of_sources as
select
    'source' as "check",
    source as subject,
    case
        when state = 'stale' then 'error'
        when state <> 'fresh' or not validated or message is not null then 'warning'
        else 'ok'
    end as status,
    case
        when state = 'never' then 'No sync of it has validated yet.'
        when state <> 'fresh' then 'Its data are old. Press Sync now.'
        when not validated then 'Its newest sync did not validate. Operations says why.'
        else message
    end as message,
    fresh_at as since
from ops.source_freshness;

comment on view ops.health_of_sources is 'Whether each source is fresh enough and its newest sync validated.';
comment on column ops.health_of_sources."check" is 'source.';
comment on column ops.health_of_sources.subject is 'Name of the source.';
comment on column ops.health_of_sources.status is 'ok; warning: late, never, not validated, or gone back in time; error: stale.';
comment on column ops.health_of_sources.message is 'What is wrong; null: nothing.';
comment on column ops.health_of_sources.since is 'From when its data are; null: never.';

-- ops.source_progress (view)
-- Question: how far is each source of the run that goes on?
-- Grain:    one row per run, source
-- Reads:    ops.sync_progress, ops.sync_run
-- Traps:    share is the mean of the tables' shares: a large table counts no more than a small one, and a table is
--           not whole before it is checked
create view ops.source_progress as
with
    table_shares as (
        select
            run,
            source,
            phase,
            rows_done,
            case
                when phase in ('done', 'failed', 'skipped') then 1.0
                when rows_expected > 0 then 0.95 * least(rows_done::numeric / rows_expected, 1.0)
                else 0.0
            end as share
        from ops.sync_progress
    )

select
    table_shares.run,
    table_shares.source,
    array_position(sync_run.sources, table_shares.source) as position,
    count(*) as tables,
    count(*) filter (where table_shares.phase in ('done', 'failed', 'skipped')) as tables_ended,
    count(*) filter (where table_shares.phase in ('failed', 'skipped')) as tables_failed,
    sum(table_shares.rows_done)::bigint as rows_done,
    round(avg(table_shares.share), 4) as share
from table_shares
inner join ops.sync_run on sync_run.run = table_shares.run
group by table_shares.run, table_shares.source, sync_run.sources;

comment on view ops.source_progress is 'How far each source of the run that goes on is.';
comment on column ops.source_progress.run is 'The run.';
comment on column ops.source_progress.source is 'Name of the source.';
comment on column ops.source_progress.position is 'Place of the source in the run''s order, from 1.';
comment on column ops.source_progress.tables is 'Tables of the source.';
comment on column ops.source_progress.tables_ended is 'Tables that are over, however they ended.';
comment on column ops.source_progress.tables_failed is 'Tables that failed or were skipped.';
comment on column ops.source_progress.rows_done is 'Rows received so far.';
comment on column ops.source_progress.share is 'How far the source is, 0 to 1.';

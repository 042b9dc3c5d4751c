-- ops.table_validation (view)
-- Question: does each table agree with production, as of its newest load?
-- Grain:    one row per source, table
-- Reads:    ops.asked_sources, ops.sync_run, ops.sync_log
-- Traps:    a table that the newest run skipped shows that run, with no counts; a table that none of the source's last
--           hundred syncs reached is not listed, so that the answer does not take longer with every year of syncs
create view ops.table_validation as
with
    last_syncs as (
        select
            asked_sources.source,
            last_sync.run
        from ops.asked_sources
        cross join lateral (
            select sync_run.run
            from ops.sync_run
            where sync_run.kind = 'sync' and asked_sources.source = any(sync_run.sources)
            order by sync_run.run desc
            limit 100
        ) as last_sync
    )

select distinct on (sync_log.source, sync_log."table")
    sync_log.source,
    sync_log."table",
    sync_log.run,
    sync_log.mode,
    sync_log.status,
    sync_log.source_count,
    sync_log.warehouse_count,
    sync_log.warehouse_count - sync_log.source_count as difference,
    sync_log.watermark_after,
    sync_log.finished_at,
    sync_log.message
from last_syncs
inner join ops.sync_log on sync_log.run = last_syncs.run and sync_log.source = last_syncs.source
order by sync_log.source, sync_log."table", sync_log.run desc;

comment on view ops.table_validation is 'Whether each table agrees with production, as of its newest load.';
comment on column ops.table_validation.source is 'Name of the source.';
comment on column ops.table_validation."table" is 'Name of the table, as in production.';
comment on column ops.table_validation.run is 'The newest run that reached the table.';
comment on column ops.table_validation.mode is 'incremental, window or append.';
comment on column ops.table_validation.status is 'succeeded, mismatch, failed or skipped.';
comment on column ops.table_validation.source_count is 'Rows in the source''s snapshot.';
comment on column ops.table_validation.warehouse_count is
    'Rows in the warehouse, less those kept after production archived them.';
comment on column ops.table_validation.difference is 'Warehouse count minus source count; 0 when they agree.';
comment on column ops.table_validation.watermark_after is 'Highest cursor known after the run.';
comment on column ops.table_validation.finished_at is 'Moment the load ended.';
comment on column ops.table_validation.message is 'Why the table is not validated, and what to do.';

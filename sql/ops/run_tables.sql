-- ops.run_tables (view)
-- Question: when was each table of a run dealt with, what came of it, and how fast?
-- Grain:    one row per run, source, table
-- Reads:    ops.sync_run, ops.sync_log, ops.verification
-- Traps:    speeds are null where nothing was read or no time was measured; tables may run in parallel, so that their
--           durations add up to more than the run's; a verification's rows_read are the rows compared
create view ops.run_tables as
with
    dealt_with as (
        select
            run,
            source,
            "table",
            mode,
            status,
            started_at,
            finished_at,
            duration_ms,
            rows_read,
            rows_inserted,
            rows_updated,
            rows_deleted,
            rows_changed,
            bytes,
            watermark_before,
            watermark_after,
            message
        from ops.sync_log
        union all
        select
            run,
            source,
            "table",
            'verify' as mode,
            case
                when message is not null then 'failed'
                when missing + different + surplus > repaired then 'differs'
                else 'succeeded'
            end as status,
            verified_at - duration_ms * interval '1 millisecond' as started_at,
            verified_at as finished_at,
            duration_ms,
            rows_compared as rows_read,
            null as rows_inserted,
            null as rows_updated,
            null as rows_deleted,
            repaired as rows_changed,
            null as bytes,
            null as watermark_before,
            null as watermark_after,
            message
        from ops.verification
    )

select
    dealt_with.run,
    dealt_with.source,
    dealt_with."table",
    dealt_with.mode,
    dealt_with.status,
    dealt_with.started_at,
    dealt_with.finished_at,
    extract(epoch from dealt_with.started_at - sync_run.started_at) as from_second,
    extract(epoch from dealt_with.finished_at - sync_run.started_at) as to_second,
    dealt_with.duration_ms,
    dealt_with.rows_read,
    dealt_with.rows_inserted,
    dealt_with.rows_updated,
    dealt_with.rows_deleted,
    dealt_with.rows_changed,
    dealt_with.bytes,
    round(nullif(dealt_with.rows_read, 0) * 1000.0 / nullif(dealt_with.duration_ms, 0)) as rows_per_second,
    round(nullif(dealt_with.bytes, 0) * 1000.0 / nullif(dealt_with.duration_ms, 0)) as bytes_per_second,
    dealt_with.watermark_before,
    dealt_with.watermark_after,
    dealt_with.message
from dealt_with
inner join ops.sync_run on sync_run.run = dealt_with.run;

comment on view ops.run_tables is 'A run''s timeline: when each table was dealt with, what came of it, how fast.';
comment on column ops.run_tables.run is 'The run.';
comment on column ops.run_tables.source is 'Name of the source.';
comment on column ops.run_tables."table" is 'Name of the table, as in production.';
comment on column ops.run_tables.mode is
    'incremental (by update time), window (last days made equal), append (by creation time) or verify (every row compared).';
comment on column ops.run_tables.status is
    'succeeded: agrees with the source; mismatch: counts differ; differs: rows differ after a verification; failed; '
    'skipped: a table that it depends on failed.';
comment on column ops.run_tables.started_at is 'Moment the table''s turn began.';
comment on column ops.run_tables.finished_at is 'Moment it ended.';
comment on column ops.run_tables.from_second is 'Seconds from the run''s start to the table''s.';
comment on column ops.run_tables.to_second is 'Seconds from the run''s start to the table''s end.';
comment on column ops.run_tables.duration_ms is 'Time spent on the table, milliseconds.';
comment on column ops.run_tables.rows_read is 'Rows that the source sent, or that were compared.';
comment on column ops.run_tables.rows_inserted is 'Rows that were new; null for a verification.';
comment on column ops.run_tables.rows_updated is 'Rows that differed; null for a verification.';
comment on column ops.run_tables.rows_deleted is 'Rows that production no longer has; null for a verification.';
comment on column ops.run_tables.rows_changed is 'Inserted + updated + deleted, or mended.';
comment on column ops.run_tables.bytes is 'Bytes of row data received; null for a verification, which receives none.';
comment on column ops.run_tables.rows_per_second is 'Rows read per second spent on the table.';
comment on column ops.run_tables.bytes_per_second is 'Bytes received per second spent on the table.';
comment on column ops.run_tables.watermark_before is 'Highest cursor known before the run.';
comment on column ops.run_tables.watermark_after is 'Highest cursor known after the run.';
comment on column ops.run_tables.message is 'Why the table does not agree, and what to do; null otherwise.';

-- ops.retention_status (view)
-- Question: for how long is each table kept, and what was removed last?
-- Grain:    one row per table with a setting
-- Reads:    ops.retention, ops.retention_run
-- Traps:    keep_days null: for ever
create view ops.retention_status as
select
    retention."table",
    retention.keep_days,
    last_run.removed_at,
    last_run.rows_removed
from ops.retention
left join lateral (
    select
        retention_run.removed_at,
        retention_run.rows_removed
    from ops.retention_run
    where retention_run."table" = retention."table"
    order by retention_run.run desc
    limit 1
) as last_run on true;

comment on view ops.retention_status is 'How long rows are kept, table by table.';
comment on column ops.retention_status."table" is 'The table with its schema.';
comment on column ops.retention_status.keep_days is 'Days; null: for ever.';
comment on column ops.retention_status.removed_at is 'Moment of the last removal; null: none yet.';
comment on column ops.retention_status.rows_removed is 'Rows that it removed.';

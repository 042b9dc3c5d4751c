-- name: tables_of_run
-- A run's line for each table.
select sync_log.*, sync_log.warehouse_count - sync_log.source_count as difference
from ops.sync_log
where run = %s
order by started_at, source, "table"

-- name: freshness
-- How old each source's data is.
select * from ops.source_freshness order by source

-- name: runs
-- The last five runs.
select run, origin, status, started_at, duration_seconds, rows_changed, message
from ops.run_history
order by run desc
limit 5

-- name: materialized_views
-- When each materialized view was refreshed.
select * from kpi.get_mv_stats()

-- name: schedule
-- What is due when.
select * from ops.schedule order by job

-- name: health
-- What is well and what is not.
select "check", subject, status, message, since from ops.health order by "check", subject

-- name: tables
-- Each table's last validation.
select source, "table", status, source_count, warehouse_count, difference
from ops.table_validation
order by source, "table"

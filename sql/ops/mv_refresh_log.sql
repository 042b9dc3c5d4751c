-- ops.mv_refresh_log (table)
-- Question: when was each materialized view refreshed, and how did it end?
-- Grain:    one row per refresh of a materialized view (refresh)
-- Traps:    after an error the view shows what it showed before
comment on table ops.mv_refresh_log is 'One row per refresh of a materialized view, whoever asked for it.';
comment on column ops.mv_refresh_log.refresh is 'Number of the refresh, ascending.';
comment on column ops.mv_refresh_log.view_name is 'Name of the materialized view, without its schema.';
comment on column ops.mv_refresh_log.origin is
    'Who asked for it: sync, schedule, pg_cron, page, api, command line, sql, upgrade.';
comment on column ops.mv_refresh_log.started_at is 'Moment it started.';
comment on column ops.mv_refresh_log.duration_ms is 'Time it took, milliseconds.';
comment on column ops.mv_refresh_log.status is 'ok, or error: the view shows what it showed before.';
comment on column ops.mv_refresh_log.row_count is 'Rows of the view afterwards; null after an error.';
comment on column ops.mv_refresh_log.error_message is 'What went wrong; null after success.';

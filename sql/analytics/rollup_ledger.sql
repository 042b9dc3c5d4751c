-- analytics.rollup_ledger (table)
-- Question: which hours are closed, and when was each computed last?
-- Grain:    one row per closed hour (metric_hour)
-- Traps:    an hour without any row in analytics.dashboard_metrics_hourly is closed too, once it is here
comment on table analytics.rollup_ledger is
    'Hours that are closed: their metrics are stored and kept equal to the raw rows.';
comment on column analytics.rollup_ledger.metric_hour is 'The hour, by its first moment.';
comment on column analytics.rollup_ledger.closed_at is 'Moment it was closed.';
comment on column analytics.rollup_ledger.closed_by_run is
    'Run of ops.rollup_run that closed it; null: none that is known.';
comment on column analytics.rollup_ledger.rolled_at is 'Moment its metrics were computed last.';
comment on column analytics.rollup_ledger.rolled_by_run is
    'Run of ops.rollup_run that computed them last; null: none that is known.';

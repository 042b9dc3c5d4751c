-- ops.freshness_threshold (catalogue)
-- Question: from which age on are data called late, and from which stale?
-- Grain:    one row per source (source)
-- Traps:    a source without a row is never called either
comment on table ops.freshness_threshold is
    'From which age on a source''s data are called late, and when they are called stale.';
comment on column ops.freshness_threshold.source is 'Name of the source.';
comment on column ops.freshness_threshold.warn_after is 'Older than this: late, a warning.';
comment on column ops.freshness_threshold.error_after is 'Older than this: stale, an error.';

-- ops.data_version (table)
-- Question: did the data change since a page was cached?
-- Grain:    one row in all (only_row)
-- Traps:    grows with syncs and refreshes, not with upgrades
comment on table ops.data_version is
    'One number that grows whenever the warehouse''s data change; caches are keyed by it.';
comment on column ops.data_version.only_row is 'Always true: the table has one row.';
comment on column ops.data_version.version is 'The version.';
comment on column ops.data_version.changed_at is 'Moment it grew last.';

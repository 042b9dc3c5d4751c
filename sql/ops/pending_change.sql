-- ops.pending_change (table)
-- Question: which changes have the domains not been told yet?
-- Grain:    one row per change (change)
-- Traps:    written with the rows and taken away with the facts: empty between syncs
comment on table ops.pending_change is
    'Changes that the domains have not been told yet; written with the rows, taken away with the facts.';
comment on column ops.pending_change.change is 'Number of the change, ascending.';
comment on column ops.pending_change.source is 'Name of the source.';
comment on column ops.pending_change."table" is 'The raw table with its schema.';
comment on column ops.pending_change.reloaded is 'Whether the table was loaded anew, past its triggers.';
comment on column ops.pending_change.first_at is 'Earliest moment that a changed row is dated; null: any.';
comment on column ops.pending_change.last_at is 'Latest moment that a changed row is dated; null: any.';
comment on column ops.pending_change.changed_rows is 'Rows inserted, updated and deleted.';

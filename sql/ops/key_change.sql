-- ops.key_change (table)
-- Question: what did the statements of this transaction add to ops.key_checksum, or take away from it?
-- Grain:    one row per statement that changed many buckets of a raw table (change)
-- Traps:    empty between transactions: ops.sum_key_changes adds it up before the commit
comment on table ops.key_change is 'Rows by bucket of their keys that a running transaction wrote, before they are summed up.';
comment on column ops.key_change.change is 'Number of the change, ascending.';
comment on column ops.key_change."table" is 'The raw table with its schema.';
comment on column ops.key_change.buckets is 'Buckets, as in ops.key_checksum.';
comment on column ops.key_change.rows is 'For each bucket rows that came, less those that went.';
comment on column ops.key_change.checksums is 'For each bucket the hashes of keys that came, less those that went.';

-- ops.key_checksum (table)
-- Question: which keys does each raw table hold, in short, so that a source's can be compared with them?
-- Grain:    one row per raw table and bucket of keys that has rows (table, bucket)
-- Traps:    kept by triggers on the raw tables, by the transaction's end where a statement changes many buckets; what writes
--           past them has it counted anew, see ops.recount_keys
comment on table ops.key_checksum is 'Rows of each raw table by bucket of their keys, and the sum of the keys'' hashes.';
comment on column ops.key_checksum."table" is 'The raw table with its schema.';
comment on column ops.key_checksum.bucket is
    'Ten bits of the key''s hash; where production archives by age, the hash of the row''s month.';
comment on column ops.key_checksum.rows is 'Rows whose keys are in the bucket.';
comment on column ops.key_checksum.checksum is 'Sum of the hashes of these keys, 64 bits each.';

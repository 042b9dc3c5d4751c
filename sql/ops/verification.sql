-- ops.verification (table)
-- Question: how many rows differed from production when they were compared?
-- Grain:    one row per run, source and table (run, source, table)
-- Traps:    sample_keys names up to twenty of the rows that differed, not all
comment on table ops.verification is
    'One row per verified table: how many rows differed from production, and what was mended.';
comment on column ops.verification.run is 'The run.';
comment on column ops.verification.source is 'Name of the source.';
comment on column ops.verification."table" is 'Name of the table.';
comment on column ops.verification.verified_at is 'Moment the comparison ended.';
comment on column ops.verification.duration_ms is 'Time spent on the table, milliseconds.';
comment on column ops.verification.rows_compared is 'Rows of the source''s snapshot.';
comment on column ops.verification.missing is 'Rows that production has and the warehouse lacked.';
comment on column ops.verification.different is 'Rows whose values differed.';
comment on column ops.verification.surplus is 'Rows that production no longer has.';
comment on column ops.verification.repaired is 'How many of these were mended.';
comment on column ops.verification.sample_keys is 'Up to twenty primary keys of rows that differed.';
comment on column ops.verification.message is 'Why the table could not be compared or mended; null otherwise.';

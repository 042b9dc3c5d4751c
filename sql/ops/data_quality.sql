-- ops.data_quality (table)
-- Question: what did each run find odd in the data?
-- Grain:    one row per run, source, check and table (run, source, check, table)
-- Traps:    clean checks are here too, with a count of 0
comment on table ops.data_quality is
    'What each run found odd in the data: one row per run and check, clean ones included.';
comment on column ops.data_quality.run is 'The run.';
comment on column ops.data_quality.source is 'Name of the source.';
comment on column ops.data_quality."check" is 'Name of the check.';
comment on column ops.data_quality."table" is 'Name of the table.';
comment on column ops.data_quality.severity is 'info: ignored by rule; warning: look at it; error: numbers suffer.';
comment on column ops.data_quality.count is 'Rows found.';
comment on column ops.data_quality.sample_keys is 'Up to five primary keys of such rows.';

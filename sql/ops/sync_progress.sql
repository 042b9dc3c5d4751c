-- ops.sync_progress (table)
-- Question: how far has the running sync come?
-- Grain:    one row per source and table of the newest run (source, table)
-- Traps:    each run writes over the rows of the one before
comment on table ops.sync_progress is 'How far each table of the newest run is; what the progress bars draw.';
comment on column ops.sync_progress.run is 'The run.';
comment on column ops.sync_progress.source is 'Name of the source.';
comment on column ops.sync_progress."table" is 'Name of the table.';
comment on column ops.sync_progress."position" is 'Place of the table in the run''s order, from 0.';
comment on column ops.sync_progress.phase is
    'waiting, reading and merging batches, indexing after a first load, checking counts and keys, or how it ended: '
    'done, failed, skipped.';
comment on column ops.sync_progress.rows_done is 'Rows received so far.';
comment on column ops.sync_progress.rows_expected is 'Rows that the source will send; null before they are counted.';
comment on column ops.sync_progress.updated_at is 'Moment of the last report.';

-- ops.first_load_chunk (table)
-- Question: how far has a first load come?
-- Grain:    one row per source, table and part of a first load (source, table, chunk)
-- Traps:    empty once the first load is published
comment on table ops.first_load_chunk is
    'Parts in which a first load brings a table, so that the next run goes on where one was killed; empty once '
    'published.';
comment on column ops.first_load_chunk.source is 'Name of the source.';
comment on column ops.first_load_chunk."table" is 'Name of the table.';
comment on column ops.first_load_chunk.chunk is 'Number of the part, from 0.';
comment on column ops.first_load_chunk.first_page is 'First page of the part in the source''s table.';
comment on column ops.first_load_chunk.end_page is 'First page beyond the part; null: open-ended.';
comment on column ops.first_load_chunk.rows_read is 'Rows of the part.';
comment on column ops.first_load_chunk.bytes is 'Bytes of row data of the part.';
comment on column ops.first_load_chunk.taken_at is
    'Moment of the snapshot that it was read in; null until it has come.';

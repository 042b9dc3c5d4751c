-- ops.sync_watermark (table)
-- Question: how far has each table been read?
-- Grain:    one row per source and table (source, table)
-- Traps:    text in the type of the cursor, to be compared as that type
comment on table ops.sync_watermark is
    'How far each table has been read; committed together with the rows it stands for.';
comment on column ops.sync_watermark.source is 'Name of the source.';
comment on column ops.sync_watermark."table" is 'Name of the table.';
comment on column ops.sync_watermark.watermark is
    'Highest cursor read, as text in the cursor''s own type, so that no precision or time zone is lost.';
comment on column ops.sync_watermark.loaded is 'Whether the whole history has been loaded once.';
comment on column ops.sync_watermark.run is 'The run that moved it last.';
comment on column ops.sync_watermark.updated_at is 'Moment it moved last.';

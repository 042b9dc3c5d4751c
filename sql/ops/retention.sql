-- ops.retention (catalogue)
-- Question: for how many days are the rows of a table kept?
-- Grain:    one row per table that may be shortened (table)
-- Traps:    nothing is removed while keep_days is null
comment on table ops.retention is 'For how many days the rows of a table are kept. Off until somebody sets keep_days.';
comment on column ops.retention."table" is 'The table with its schema.';
comment on column ops.retention.dated_by is 'The column that tells how old a row is.';
comment on column ops.retention.keep_days is 'Rows older than so many days are removed; null: none is.';

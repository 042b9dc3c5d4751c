-- ops.retention (catalogue)
-- Question: for how many days are the rows of a table kept?
-- Grain:    one row per table that may be shortened (table)
-- Traps:    nothing is removed while keep_days is null; rows that newest_of protects stay however old they are
comment on table ops.retention is
    'For how many days the rows of a table are kept: details of bookkeeping for 90 days, data for ever, unless somebody sets keep_days.';
comment on column ops.retention."table" is 'The table with its schema.';
comment on column ops.retention.dated_by is 'The column that tells how old a row is.';
comment on column ops.retention.keep_days is 'Rows older than so many days are removed; null: none is.';
comment on column ops.retention.newest_of is
    'Columns by whose values the newest row each stays however old it is; none: old rows all go.';

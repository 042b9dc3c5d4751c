-- ops.migration (table)
-- Question: which numbered files of sql/migrations has this warehouse applied?
-- Grain:    one row per applied file (number)
-- Traps:    applied_at is null where that was before the table existed; a newer warehouse than the code is refused
comment on table ops.migration is
    'The numbered files of sql/migrations that this warehouse has applied; a file that is listed is never edited '
    'again.';
comment on column ops.migration.number is 'Number of the file, from 0 and without gaps.';
comment on column ops.migration.name is 'Name of the file without its ending.';
comment on column ops.migration.checksum is 'SHA-256 of the file''s text.';
comment on column ops.migration.applied_at is 'Moment it was applied; null where that was before this table existed.';

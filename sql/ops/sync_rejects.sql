-- ops.sync_rejects (table)
-- Question: which rows of production are in quarantine, which lines of files cannot be read, and why?
-- Grain:    one row per row of production, or line of a file (reject)
-- Traps:    a row leaves once production mends or deletes it; rows without a key have a null one, and several rows may
--           have the same: none of those is in the replica; those with a recipe are lines of files, which the next import of
--           that name replaces
comment on table ops.sync_rejects is
    'Rows that are not here: production has them, but they break a constraint of the replica; or an import cannot read them.';
comment on column ops.sync_rejects.source is 'Name of the source.';
comment on column ops.sync_rejects."table" is 'Name of the table.';
comment on column ops.sync_rejects.key is 'Primary key of the row, as text; null where it has none.';
comment on column ops.sync_rejects.run is 'The run that put it here, as it is.';
comment on column ops.sync_rejects.at is 'Moment it did.';
comment on column ops.sync_rejects.sqlstate is 'PostgreSQL''s error code for the broken constraint.';
comment on column ops.sync_rejects.reason is 'Which constraint it breaks, in the database''s words.';
comment on column ops.sync_rejects.data is 'The whole row.';
comment on column ops.sync_rejects.reject is 'Number of the row here, by which it is known.';
comment on column ops.sync_rejects.recipe is 'Name of the import of whose files it is a line; null for a row of production.';
comment on column ops.sync_rejects.file is 'File, member or sheet where it stands.';
comment on column ops.sync_rejects.line is 'Number of the line there, as a person counts; null where the recipe''s query does not tell.';
comment on index ops.sync_rejects_recipe_idx is 'Serves: an import replaces the lines that the one before could not read.';

-- ops.quality_line (table)
-- Question: what may a check say of a table?
-- Grain:    one row per different finding of a check (line)
-- Traps:    read ops.data_quality, which says in which runs it was found; a line that no report lists any more is removed
comment on table ops.quality_line is 'What a check found; reports that found the same share a line.';
comment on column ops.quality_line.line is 'Number of the line, ascending.';
comment on column ops.quality_line."check" is 'Name of the check.';
comment on column ops.quality_line."table" is 'Name of the table.';
comment on column ops.quality_line.severity is 'info: ignored by rule; warning: look at it; error: numbers suffer.';
comment on column ops.quality_line.count is 'Rows found.';
comment on column ops.quality_line.sample_keys is 'Up to five primary keys of such rows.';

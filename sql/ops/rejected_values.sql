-- ops.rejected_values (view)
-- Question: what stands in a row that is in quarantine?
-- Grain:    one row per reject, column
-- Reads:    ops.sync_rejects
-- Traps:    may hold personal data: for one row that somebody looks into, not for lists; text is cut at 10,000 characters
create view ops.rejected_values as
select
    sync_rejects.reject,
    sync_rejects.source,
    sync_rejects."table",
    sync_rejects.key,
    field.name as "column",
    left(field.content, 10000) as "value",
    length(field.content) as characters,
    length(field.content) > 10000 as is_cut
from ops.sync_rejects
cross join lateral jsonb_each_text(sync_rejects.data) as field (name, content);

comment on view ops.rejected_values is 'The values of the rows in quarantine, column by column.';
comment on column ops.rejected_values.reject is 'Number of the row in ops.sync_rejects.';
comment on column ops.rejected_values.source is 'Name of the source.';
comment on column ops.rejected_values."table" is 'Name of the table.';
comment on column ops.rejected_values.key is 'Primary key of the row, as text; null where it has none.';
comment on column ops.rejected_values."column" is 'Name of the column.';
comment on column ops.rejected_values."value" is 'Its value as text, the first 10,000 characters; null where it has none.';
comment on column ops.rejected_values.characters is 'How long the whole text is.';
comment on column ops.rejected_values.is_cut is 'Whether the text goes on beyond them; null where there is no value.';

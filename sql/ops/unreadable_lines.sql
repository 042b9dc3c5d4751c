-- ops.unreadable_lines (view)
-- Question: which lines of imported files cannot be read, and why?
-- Grain:    one row per line that cannot be read
-- Reads:    ops.sync_rejects, ops.sort_key
-- Traps:    given may hold personal data, and nothing but what the recipe maps; each import replaces those of its name
create view ops.unreadable_lines as
select
    reject,
    recipe as "import",
    source,
    "table",
    file,
    line,
    reason,
    (
        select string_agg(field.name || ': ' || coalesce(field.content, ''), '; ' order by ops.sort_key(field.name))
        from jsonb_each_text(data) as field (name, content)
    ) as given,
    at
from ops.sync_rejects
where recipe is not null;

comment on view ops.unreadable_lines is 'Lines of imported files that cannot be read, and why.';
comment on column ops.unreadable_lines.reject is 'Number of the line in ops.sync_rejects.';
comment on column ops.unreadable_lines."import" is 'Name of the import.';
comment on column ops.unreadable_lines.source is 'Name of the source that it fills.';
comment on column ops.unreadable_lines."table" is 'Name of the table that the line would have filled.';
comment on column ops.unreadable_lines.file is 'File, member or sheet where it stands.';
comment on column ops.unreadable_lines.line is 'Number of the line there, as a person counts; null where the recipe''s query does not tell.';
comment on column ops.unreadable_lines.reason is 'Why it cannot be read.';
comment on column ops.unreadable_lines.given is 'What the recipe takes of it: each column and its text.';
comment on column ops.unreadable_lines.at is 'Moment of the import.';

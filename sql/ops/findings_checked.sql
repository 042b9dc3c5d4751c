-- ops.findings_checked (table)
-- Question: as of when do a domain's findings tell?
-- Grain:    one row per source, none where all is to be checked anew (source)
-- Traps:    what lies ahead of one day's end does not of the next one's
comment on table ops.findings_checked is 'The moment as of which a domain''s findings tell.';
comment on column ops.findings_checked.source is 'Name of the source.';
comment on column ops.findings_checked.as_of is 'When rows were looked at last.';
comment on column ops.findings_checked.horizon is 'The end of that day, as in the domain''s horizon().';

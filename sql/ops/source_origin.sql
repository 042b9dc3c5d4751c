-- ops.source_origin (catalogue)
-- Question: where did the rows of each source come from?
-- Grain:    one row per source whose replica was ever filled (source)
-- Traps:    rows of two origins never share a replica: it is cleared before the other comes
comment on table ops.source_origin is 'Where the rows of each source came from; two origins never share a replica.';
comment on column ops.source_origin.source is 'Name of the source.';
comment on column ops.source_origin.origin is
    'demo: simulated; imports: files and foreign databases; url: the production that a setting names.';
comment on column ops.source_origin.since is 'Moment since which they come from there.';

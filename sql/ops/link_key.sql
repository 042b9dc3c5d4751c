-- ops.link_key (table)
-- Question: with what are the links to files signed?
-- Grain:    one row per key (made_at)
-- Traps:    only the servers may read it: whoever has a key can make links
comment on table ops.link_key is 'Keys that sign the links to files, so that any server answers a link of another.';
comment on column ops.link_key.made_at is 'Moment from which it signs, until a newer one does.';
comment on column ops.link_key.key is 'The key, as random hexadecimal digits.';
revoke all on ops.link_key from atalaya_reader;

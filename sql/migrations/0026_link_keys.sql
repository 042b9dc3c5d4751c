-- 0026_link_keys: with what links to files are signed
create table ops.link_key (
    made_at timestamptz default clock_timestamp() primary key,
    key text not null check (length(key) >= 64)
);
comment on table ops.link_key is 'Keys that sign the links to files, so that any server answers a link of another.';
comment on column ops.link_key.made_at is 'Moment from which it signs, until a newer one does.';
comment on column ops.link_key.key is 'The key, as random hexadecimal digits.';

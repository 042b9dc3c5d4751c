-- 0041_key_changes: what a transaction of many statements adds to the count of keys is summed up once, at its end

create table ops.key_change (
    change bigint generated always as identity primary key,
    "table" text not null,
    buckets bigint[] not null,
    rows bigint[] not null,
    checksums numeric[] not null
);
comment on index ops.key_change_pkey is 'Key.';

-- What a source's keys are compared with: a sum of ours for each bucket of keys, kept with the rows.

create table ops.key_checksum (
    "table" text not null,
    bucket bigint not null,
    rows bigint not null,
    checksum numeric not null,
    primary key ("table", bucket)
) with (fillfactor = 50);
comment on table ops.key_checksum is 'Rows of each raw table by bucket of their keys, and the sum of the keys'' hashes.';
comment on index ops.key_checksum_pkey is 'Key.';

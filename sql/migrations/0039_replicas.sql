-- What the servers last heard from each replica that pages read from.

create table ops.replica (
    name text primary key,
    asked_at timestamptz not null,
    version bigint,
    replayed_at timestamptz,
    said text
);
comment on index ops.replica_pkey is 'Key; serves ops.replica_state, which reads all of them.';

-- 0046_self_check: whether sums of facts equal what their raw rows say, as it was when somebody looked last

create table ops.self_check (
    source text primary key,
    state text not null check (state in ('checked', 'waiting', 'not synced', 'failed')),
    checked_at timestamptz not null default clock_timestamp(),
    duration_ms integer not null,
    message text
);
comment on index ops.self_check_pkey is 'Key; serves ops.identities, which reads all of them.';

create table ops.checked_identity (
    source text not null,
    fact text not null,
    measure text not null,
    looks_back boolean not null,
    as_of timestamptz not null,
    counted numeric not null,
    expected numeric not null,
    primary key (source, fact, measure, looks_back)
);
comment on index ops.checked_identity_pkey is 'Key; serves ops.identities, which reads all of them.';

-- Rules of an organisation: what changed when, and a number that tells a reader whether a change came between.

create table ops.rule_change (
    changed_at timestamptz not null default clock_timestamp(),
    source text not null,
    key text not null,
    old jsonb,
    new jsonb not null,
    changed_by text not null,
    rebuilt text[] not null default '{}',
    seconds numeric not null default 0,
    primary key (source, key, changed_at)
);

create index rule_change_by_time on ops.rule_change (changed_at desc);

create table ops.rule_state (
    only_row boolean primary key default true check (only_row),
    generation bigint not null
);

insert into ops.rule_state (generation) values (0);

create function ops.rule_generation() returns bigint
language sql immutable parallel safe
return 0::bigint;

-- name: settle
-- Texts of moments do not depend on how a server is set up; only one's own names are found.
select
    set_config('timezone', 'UTC', false), set_config('datestyle', 'ISO, YMD', false),
    set_config('client_min_messages', 'warning', false), set_config('search_path', 'pg_catalog', false)

-- name: create
-- What imports remember, beside the tables that they fill.
create schema if not exists imports;
create schema if not exists staging;
create table if not exists imports.recipe (
    name text primary key,
    source text not null,
    recipe text not null,
    time_zone text not null,
    imported_at timestamptz not null,
    newest_day date,
    rows bigint not null,
    rejected bigint not null
);
create table if not exists imports.reject (
    recipe text not null references imports.recipe on delete cascade,
    "table" text not null,
    file text,
    line bigint,
    reason text not null,
    data jsonb not null
)

-- name: create_mapper
-- The role whose only right is to log in.
create role {mapper} login nosuperuser nocreatedb nocreaterole noinherit noreplication

-- name: admit_mapper
-- A password for this import, and the right to call functions of ours.
alter role {mapper} password {password};
grant connect on database {database} to {mapper};
revoke temporary on database {database} from public;
revoke all on schema public from public;
grant usage on schema imports, staging to {mapper}

-- name: confine
-- Reads only, is stopped, and finds functions of ours.
select
    set_config('default_transaction_read_only', 'on', false), set_config('statement_timeout', {seconds}, false),
    set_config('timezone', 'UTC', false), set_config('datestyle', 'ISO, YMD', false),
    set_config('search_path', 'pg_catalog, imports', false)

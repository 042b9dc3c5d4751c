-- name: has_citus
-- Whether the extension is here.
select exists (select from pg_extension where extname = 'citus')

-- name: admission
-- Whether a role may log in, whether this database's nodes know it, and whether we may write passwords down for them.
select
    asked.rolcanlogin,
    exists (select from pg_dist_object where classid = 'pg_authid'::regclass and objid = asked.oid),
    asking.rolsuper
from pg_roles as asked
cross join pg_roles as asking
where asked.rolname = %(role)s and asking.rolname = current_user

-- name: remember_password
-- How the coordinator logs in at any node as this role.
insert into pg_dist_authinfo (nodeid, rolename, authinfo)
values (0, %(role)s, %(said)s)
on conflict (rolename, nodeid) do update set authinfo = excluded.authinfo

-- name: begin_introduction
-- A place in which the role may make something.
create schema atalaya_introduction;
grant usage, create on schema atalaya_introduction to {role}

-- name: introduce
-- Makes something as the role.
set role {role};
create type atalaya_introduction.greeting as (said text);
reset role

-- name: end_introduction
-- Takes both away.
drop type atalaya_introduction.greeting;
drop schema atalaya_introduction

-- name: keep_from_nodes
-- Statements that make objects are not repeated on the nodes.
set citus.enable_ddl_propagation = off

-- name: is_placed
-- Whether the table lies on the nodes.
select exists (select from pg_dist_partition where logicalrelid = %(table)s::regclass)

-- name: key_as_it_is
-- What a constraint says now.
select pg_get_constraintdef(oid)
from pg_constraint
where conrelid = %(table)s::regclass and conname = %(key)s

-- name: effort
-- How much a table holds; what was just restored has no statistics, and rows of a third of a kilobyte.
select
    case when reltuples > 0 then reltuples::bigint else pg_relation_size(oid) / 330 end as rows,
    pg_total_relation_size(oid) / 1000000 as megabytes
from pg_class
where oid = %(table)s::regclass

-- name: distribute
-- Sends the rows to the nodes of their key.
select create_distributed_table(%(table)s::regclass, %(column)s)

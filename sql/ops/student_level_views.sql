-- ops.student_level_views (view)
-- Question: which views show data of single students?
-- Grain:    one row per relation, with its schema
-- Reads:    none
-- Traps:    known by their columns, so that a new view cannot be forgotten: whatever names or numbers a student, a member or
--           a participant; payloads and quarantined rows may name one too
create view ops.student_level_views as
select distinct pg_namespace.nspname || '.' || pg_class.relname as relation
from pg_class
inner join pg_namespace on pg_namespace.oid = pg_class.relnamespace
inner join pg_attribute
    on pg_attribute.attrelid = pg_class.oid
    and pg_attribute.attnum > 0
    and not pg_attribute.attisdropped
where
    (
        pg_namespace.nspname in ('ngeshare', 'mgmt', 'analytics', 'timeline', 'academy', 'classwaves', 'learning', 'public')
        and pg_class.relkind in ('r', 'v', 'm')
        and pg_attribute.attname in (
            'student_id', 'student_name', 'full_name', 'user_id', 'userId', 'user_name', 'member_id', 'member_name',
            'userEmail', 'email', 'entity'
        )
    )
    or (pg_namespace.nspname = 'analytics' and pg_class.relname = 'session_events')
    or (pg_namespace.nspname = 'ops' and pg_class.relname in ('sync_rejects', 'sync_backup'));

comment on view ops.student_level_views is 'Relations whose rows tell of single students: looking at them is logged.';
comment on column ops.student_level_views.relation is 'Schema and name.';

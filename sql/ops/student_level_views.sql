-- ops.student_level_views (view)
-- Question: which views, and functions that answer with rows, show data of single students?
-- Grain:    one row per relation, with its schema
-- Reads:    none
-- Traps:    known by their columns, so that a new view cannot be forgotten: whatever names or numbers a student, a member or
--           a participant, in any schema; payloads and quarantined rows may name one too
create view ops.student_level_views as
with
    found as (
        select
            pg_namespace.nspname as schema_name,
            pg_class.relname as name,
            pg_attribute.attname as column_name
        from pg_class
        inner join pg_namespace on pg_namespace.oid = pg_class.relnamespace
        inner join pg_attribute
            on pg_attribute.attrelid = pg_class.oid
            and pg_attribute.attnum > 0
            and not pg_attribute.attisdropped
        where pg_class.relkind in ('r', 'v', 'm')
        union all
        select
            pg_namespace.nspname as schema_name,
            pg_proc.proname as name,
            answered.column_name
        from pg_proc
        inner join pg_namespace on pg_namespace.oid = pg_proc.pronamespace
        cross join lateral unnest(pg_proc.proargnames, pg_proc.proargmodes) as answered (column_name, mode)
        where answered.mode = 't'
    )

select distinct schema_name || '.' || name as relation
from found
where
    (
        column_name in (
            'student_id', 'student_name', 'full_name', 'user_id', 'userId', 'user_name', 'member_id', 'member_name',
            'userEmail', 'email', 'entity'
        )
        and schema_name <> 'information_schema'
        and schema_name not like all(array['pg\_%', 'incoming\_%'])
        -- Advisors are no students.
        and not (schema_name = 'teloo' and name = 'asesores')
    )
    or (schema_name = 'analytics' and name in ('session_events', 'session_timeline'))
    or (schema_name = 'ops' and name in ('sync_rejects', 'quarantined_rows', 'unreadable_lines', 'sync_backup'));

comment on view ops.student_level_views is 'Relations and functions whose rows tell of single students: looking at them is logged.';
comment on column ops.student_level_views.relation is 'Schema and name.';

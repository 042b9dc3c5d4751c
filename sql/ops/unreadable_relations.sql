-- ops.unreadable_relations (view)
-- Question: which of the views that pages read cannot be read, and why?
-- Grain:    one row per view of ours and obstacle
-- Reads:    ops.derived_object, ops.say
-- Traps:    by the catalogue, without reading them; names come from there too, since to_regclass fails where the reader
--           may not look into a schema; a view is read with its owner's rights, its functions with the reader's
create view ops.unreadable_relations as
with
    relations as (
        select
            pg_class.oid,
            pg_class.relowner,
            pg_namespace.oid as home,
            format('%I.%I', pg_namespace.nspname, pg_class.relname) as name
        from pg_class
        inner join pg_namespace on pg_namespace.oid = pg_class.relnamespace
        where pg_class.relkind in ('r', 'p', 'v', 'm')
    ),

    views as (
        select
            derived_object.identity as name,
            relations.oid,
            relations.relowner,
            relations.home
        from ops.derived_object
        left join relations on relations.name = derived_object.identity
        where derived_object.kind in ('view', 'materialized view')
    ),

    read as (
        select distinct
            views.name as view,
            views.relowner as view_owner,
            pg_depend.refclassid as catalogue,
            pg_depend.refobjid as oid
        from views
        inner join pg_rewrite on pg_rewrite.ev_class = views.oid
        inner join pg_depend on pg_depend.classid = 'pg_rewrite'::regclass and pg_depend.objid = pg_rewrite.oid
        where pg_depend.refobjid <> views.oid
    ),

    obstacles as (
        select
            views.name as view,
            'view_missing' as obstacle_code,
            jsonb_build_object() as obstacle_values
        from views
        where views.oid is null
        union all
        select
            views.name,
            'view_refused' as obstacle_code,
            jsonb_build_object() as obstacle_values
        from views
        where
            not has_schema_privilege('atalaya_reader', views.home, 'usage')
            or not has_table_privilege('atalaya_reader', views.oid, 'select')
        union all
        select
            read.view,
            'view_reads_refused' as obstacle_code,
            jsonb_build_object('relation', relations.name) as obstacle_values
        from read
        inner join relations on relations.oid = read.oid
        where
            read.catalogue = 'pg_class'::regclass
            and (
                not has_schema_privilege('atalaya_reader', relations.home, 'usage')
                or not has_table_privilege('atalaya_reader', relations.oid, 'select')
            )
        union all
        select
            read.view,
            'view_reads_refused_to_owner' as obstacle_code,
            jsonb_build_object('relation', relations.name) as obstacle_values
        from read
        inner join relations on relations.oid = read.oid
        where read.catalogue = 'pg_class'::regclass and not has_table_privilege(read.view_owner, relations.oid, 'select')
        union all
        select
            read.view,
            'view_calls_refused' as obstacle_code,
            jsonb_build_object('called', pg_proc.proname) as obstacle_values
        from read
        inner join pg_proc on pg_proc.oid = read.oid
        where read.catalogue = 'pg_proc'::regclass and not has_function_privilege('atalaya_reader', pg_proc.oid, 'execute')
    )

select
    view,
    ops.say(obstacle_code, obstacle_values) as obstacle,
    obstacle_code,
    obstacle_values
from obstacles;

comment on view ops.unreadable_relations is 'Views that pages cannot read, such as after a restore without rights.';
comment on column ops.unreadable_relations.view is 'The view, with its schema.';
comment on column ops.unreadable_relations.obstacle is 'Why it cannot be read.';
comment on column ops.unreadable_relations.obstacle_code is 'Why, as a code of ops.sentences.';
comment on column ops.unreadable_relations.obstacle_values is 'What the sentence of that code says it with.';

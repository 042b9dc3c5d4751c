"""All that a warehouse consists of, as text that two warehouses can be compared by."""

from db.schemas import INCOMING_SCHEMAS, SCHEMAS
from tests.factories import Connection

_RELATIONS = """
    with
        ours as (
            select oid, relname, relnamespace::regnamespace::text as home, relkind, relowner, relacl
            from pg_class
            where relnamespace::regnamespace::text = any (%(schemas)s)
        )

    select
        'schema ' || nspname, pg_get_userbyid(nspowner)::text,
        (select array_agg(acl::text order by acl::text) from unnest(nspacl) as acl)::text,
        obj_description(oid, 'pg_namespace')
    from pg_namespace
    where nspname = any (%(schemas)s) and nspname <> 'public'
    union all
    select
        home || '.' || relname, relkind::text || pg_get_userbyid(relowner)::text,
        (select array_agg(acl::text order by acl::text) from unnest(relacl) as acl)::text,
        obj_description(oid, 'pg_class')
    from ours
    union all
    select
        home || '.' || relname || '.' || attname,
        format_type(atttypid, atttypmod) || ' ' || attnotnull || attgenerated::text || attidentity::text,
        pg_get_expr(adbin, adrelid) || coalesce(' collate ' || nullif(attcollation, 0)::regcollation::text, ''),
        col_description(ours.oid, attnum)
    from ours
    inner join pg_attribute on attrelid = ours.oid and attnum > 0 and not attisdropped
    left join pg_attrdef on adrelid = ours.oid and adnum = attnum
    where relkind <> 'i'
    union all
    select home || '.' || relname || ' ' || conname, pg_get_constraintdef(pg_constraint.oid), '', ''
    from pg_constraint
    inner join ours on ours.oid = conrelid
    where contype <> 'n'
    union all
    select home || '.' || relname || ' index', pg_get_indexdef(indexrelid), '', ''
    from pg_index
    inner join ours on ours.oid = indexrelid
    union all
    select home || '.' || relname || ' trigger ' || tgname, pg_get_triggerdef(pg_trigger.oid), '', ''
    from pg_trigger
    inner join ours on ours.oid = tgrelid
    where not tgisinternal
    union all
    select home || '.' || relname || ' view', pg_get_viewdef(oid), '', ''
    from ours
    where relkind in ('v', 'm')
    union all
    select
        stxnamespace::regnamespace || '.' || stxname, pg_get_statisticsobjdef(oid), stxstattarget::text,
        obj_description(oid, 'pg_statistic_ext')
    from pg_statistic_ext
    union all
    select
        'function ' || oid::regprocedure, pg_get_functiondef(oid), proacl::text, obj_description(oid, 'pg_proc')
    from pg_proc
    where pronamespace::regnamespace::text = any (%(schemas)s) and prokind = 'f'
    union all
    select
        'type ' || oid::regtype, typtype::text || pg_get_userbyid(typowner)::text, '',
        obj_description(oid, 'pg_type')
    from pg_type
    where typnamespace::regnamespace::text = any (%(schemas)s) and typtype in ('d', 'e', 'r')
    order by 1, 2
"""


def shape(connection: Connection) -> set[tuple[str, ...]]:
    """Schemas, relations, columns, constraints, indexes, triggers, functions, with owners, rights and comments."""
    connection.execute("set search_path = ''")
    found = connection.execute(_RELATIONS, {"schemas": [*SCHEMAS, *INCOMING_SCHEMAS]}).fetchall()
    connection.execute("reset search_path")
    return {tuple(str(part) for part in row) for row in found}

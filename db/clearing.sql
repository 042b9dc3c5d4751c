-- name: tables
-- Tables of ours in a schema that hold rows or facts of a source; what rules fill stays.
select relname
from pg_class
where relnamespace = %(schema)s::regnamespace and relkind in ('r', 'p') and not relispartition
    and relowner = %(owner)s::regrole and oid <> 'ngeshare.course_config'::regclass

-- name: records
-- Tables of ops that remember something of each source, and are no choices of somebody's.
select relname
from pg_class
join pg_attribute on attrelid = pg_class.oid and attname = 'source'
where relnamespace = 'ops'::regnamespace and relkind = 'r'
    and relname not in ('freshness_threshold', 'rule_change', 'rule_state')

-- name: forget_runs
-- No run was asked for the source; runs that were asked for nothing else are gone.
with
    without as (
        update ops.sync_run set
            sources = array_remove(sources, %(source)s),
            validated_sources = array_remove(validated_sources, %(source)s)
        where %(source)s = any(sources) and sources <> array[%(source)s]
    )
delete from ops.sync_run where sources = array[%(source)s]

-- name: forget_untold
-- What no run tells any more.
select ops.forget_untold()

-- name: new_version
-- Pages ask anew.
update ops.data_version set version = version + 1, changed_at = clock_timestamp()

-- name: rejects
-- What an import could not read.
copy (
    select recipe.source, reject."table", reject.recipe, reject.file, reject.line, reject.reason, reject.data
    from imports.reject
    join imports.recipe on recipe.name = reject.recipe
    where reject.recipe = %s
) to stdout

-- name: quarantine
-- Rows that could not be read join those that the warehouse refused.
copy ops.sync_rejects (source, "table", recipe, file, line, reason, data) from stdin

-- name: followed
-- Rules of some sources that were changed last because of an import.
select name
from (
    select distinct on (source, key) source || '.' || key as name, changed_by
    from ops.rule_change
    where source = any(%(sources)s)
    order by source, key, changed_at desc
) as newest
where changed_by like %(by)s

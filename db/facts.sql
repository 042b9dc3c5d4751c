-- name: refresh_facts
-- Brings a domain's facts up to date for all that has changed, one range a table.
select {refresh}(array_agg(merged.change))
from (
    select
        row(
            "table",
            bool_or(reloaded),
            case when count(*) = count(first_at) then min(first_at) end,
            case when count(*) = count(last_at) then max(last_at) end,
            sum(changed_rows)::bigint
        )::ops.changed_range as change
    from ops.pending_change
    where source = {source}
    group by "table"
) as merged

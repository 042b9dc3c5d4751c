-- kpi.refresh_facts (function)
-- Question: what must follow what a sync has just changed?
-- Grain:    refreshes every materialized view; returns how many
-- Reads:    kpi.refresh_views, ops.findings_checked
-- Writes:   ops.findings_checked
-- Traps:    waits for a running refresh, whose snapshot may be older than the changes
create function kpi.refresh_facts(changes ops.changed_range[]) returns bigint
language plpgsql as $$
begin
    if cardinality(changes) = 0 then
        return 0;
    end if;
    if exists (select from unnest(changes) as change where change.reloaded) then
        delete from ops.findings_checked where source = 'teloo';
    end if;
    return (select count(*) from kpi.refresh_views('sync', true));
end;
$$;

comment on function kpi.refresh_facts(ops.changed_range[]) is
    'What the sync calls at its end: refreshes the materialized views, which any change may concern.';

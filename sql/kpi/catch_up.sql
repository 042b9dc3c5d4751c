-- kpi.catch_up (function)
-- Question: what do the facts become once all that waits for the clock is done?
-- Grain:    refreshes as kpi.refresh_views does, once the local day is no longer that of the last refresh, and writes
--           kpi.trade_findings; returns how many views it refreshed
-- Reads:    kpi.refresh_views, kpi.refresh_findings, ops.rule_teloo_time_zone, ops.mv_refresh_log
-- Traps:    called before the facts are compared with their rebuilt selves: what is only late is not wrong; looks from
--           now, as refreshes do
create function kpi.catch_up() returns bigint
language plpgsql as $$
begin
    perform kpi.refresh_findings();
    if (now() at time zone ops.rule_teloo_time_zone())::date <= (
        select (max(started_at) at time zone ops.rule_teloo_time_zone())::date
        from ops.mv_refresh_log
        where status = 'ok'
    ) then
        return 0;
    end if;
    return (select count(*) from kpi.refresh_views('sync', true));
end;
$$;

comment on function kpi.catch_up() is 'Does what waits for the daily refresh.';

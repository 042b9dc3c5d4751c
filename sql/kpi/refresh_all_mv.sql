-- kpi.refresh_all_mv (function)
-- Question: what came of refreshing every materialized view now?
-- Grain:    one row per materialized view
-- Reads:    kpi.refresh_views, ops.findings_checked
-- Writes:   ops.findings_checked
-- Traps:    while another refresh runs it waits for nothing: both rows say error and why, and nothing is logged
create function kpi.refresh_all_mv()
returns table (view_name text, status text, duration_ms integer, row_count bigint, error_message text)
language plpgsql as $$
begin
    -- The next report checks all rows anew.
    delete from ops.findings_checked where source = 'teloo';
    return query
    select refreshed.view_name, refreshed.status, refreshed.duration_ms, refreshed.row_count, refreshed.error_message
    from kpi.refresh_views('sql', false) as refreshed;
    if not found then
        return query
        select busy.name, 'error'::text, 0, null::bigint, 'Another refresh is already running; this one did nothing.'::text
        from unnest(array['mv_metricas_mensuales', 'mv_ranking_asesores']) as busy (name);
    end if;
end;
$$;

comment on function kpi.refresh_all_mv() is 'Refreshes every materialized view; one row for each, with duration, rows and error.';

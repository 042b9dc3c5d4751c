-- kpi.refresh_views (function)
-- Question: what do the materialized views show once they follow the raw rows again?
-- Grain:    one row per materialized view; no row where another refresh is running and nobody wants to wait
-- Reads:    kpi.mv_metricas_mensuales, kpi.mv_ranking_asesores, kpi.remember_advisors, ops.mv_refresh_log, ops.data_version
-- Writes:   kpi.mv_metricas_mensuales, kpi.mv_ranking_asesores, ops.data_version, ops.mv_refresh_log
-- Traps:    each view in a subtransaction: one that fails keeps its rows, is logged, and leaves the other alone;
--           looks from now, whatever the session's as-of; runs as the owner, who alone may refresh
create function kpi.refresh_views(origin text, waits boolean)
returns table (view_name text, status text, duration_ms integer, row_count bigint, error_message text)
language plpgsql security definer
set search_path = 'pg_catalog'
-- Millions of offers are told apart in memory rather than sorted on disk; few take little of it.
set work_mem = '256MB'
as $$
declare
    began timestamptz;
    looking_from text := current_setting('atalaya.as_of', true);
begin
    if waits then
        perform pg_advisory_xact_lock(hashtextextended('atalaya refresh', 0));
    elsif not pg_try_advisory_xact_lock(hashtextextended('atalaya refresh', 0)) then
        return;
    end if;

    perform set_config('atalaya.as_of', '', true);
    foreach view_name in array array['mv_metricas_mensuales', 'mv_ranking_asesores'] loop
        began := clock_timestamp();
        status := 'ok';
        error_message := null;
        begin
            if (select relispopulated from pg_class where oid = format('kpi.%I', view_name)::regclass) then
                execute format('refresh materialized view concurrently kpi.%I', view_name);
            else
                execute format('refresh materialized view kpi.%I', view_name);
            end if;
            if view_name = 'mv_ranking_asesores' then
                perform kpi.remember_advisors();
            end if;
            execute format('select count(*) from kpi.%I', view_name) into row_count;
        exception when others then
            status := 'error';
            row_count := null;
            error_message := sqlerrm;
        end;
        duration_ms := round(extract(epoch from clock_timestamp() - began) * 1000);
        insert into ops.mv_refresh_log (view_name, origin, started_at, duration_ms, status, row_count, error_message)
        values (view_name, origin, began, duration_ms, status, row_count, error_message);
        return next;
    end loop;
    perform set_config('atalaya.as_of', coalesce(looking_from, ''), true);

    -- An upgrade fills what readers could not see before.
    update ops.data_version set version = version + 1, changed_at = clock_timestamp() where origin <> 'upgrade';
end;
$$;

revoke execute on function kpi.refresh_views(text, boolean) from public;
grant execute on function kpi.refresh_views(text, boolean) to atalaya_sync;

comment on function kpi.refresh_views(text, boolean) is
    'Refreshes the materialized views for somebody, waiting for a running refresh or leaving at once.';

-- kpi.get_mv_stats (function)
-- Question: how is each materialized view: filled, how large, refreshed when and how?
-- Grain:    one row per materialized view
-- Reads:    kpi.mv_metricas_mensuales, kpi.mv_ranking_asesores, ops.mv_refresh_log
-- Traps:    last_refreshed_at is the last refresh that worked; duration and status are those of the last one, failed or not
create function kpi.get_mv_stats()
returns table (
    view_name text, is_populated boolean, row_count bigint, size_bytes bigint, last_refreshed_at timestamptz,
    last_duration_ms integer, last_status text
)
language plpgsql stable as $$
declare
    relation regclass;
begin
    foreach view_name in array array['mv_metricas_mensuales', 'mv_ranking_asesores'] loop
        relation := to_regclass(format('kpi.%I', view_name));
        row_count := null;
        select coalesce(bool_or(pg_class.relispopulated), false), coalesce(sum(pg_total_relation_size(pg_class.oid)), 0)
        into is_populated, size_bytes
        from pg_class
        where pg_class.oid = relation;
        if is_populated then
            execute format('select count(*) from kpi.%I', view_name) into row_count;
        end if;
        select
            max(log.started_at + log.duration_ms * interval '1 millisecond') filter (where log.status = 'ok'),
            (array_agg(log.duration_ms order by log.refresh desc))[1],
            (array_agg(log.status order by log.refresh desc))[1]
        into last_refreshed_at, last_duration_ms, last_status
        from ops.mv_refresh_log as log
        where log.view_name = get_mv_stats.view_name;
        return next;
    end loop;
end;
$$;

comment on function kpi.get_mv_stats() is 'Each materialized view: filled, rows, size on disk, last refresh.';

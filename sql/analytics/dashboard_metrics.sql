-- analytics.dashboard_metrics (function)
-- Question: how did a school do, or all of them, in the open hour and the hours before it?
-- Grain:    one row
-- Reads:    analytics.dashboard_metrics_from_rollup, analytics.dashboard_metrics_from_source, analytics.rollup_covers,
--           analytics.hour_of, ops.as_of
-- Traps:    from the stored hours where they cover the period, else from the raw rows: the same numbers, and served_from
--           says which; the open hour is that of ops.as_of(); school_id null means all
create function analytics.dashboard_metrics(school_id text, hours integer)
returns table (
    total_sessions bigint, active_teachers bigint, total_students bigint, avg_participation double precision,
    avg_quality double precision, total_errors bigint, avg_latency double precision, served_from text
)
language plpgsql stable as $$
declare
    open_hour timestamptz := analytics.hour_of(ops.as_of());
    since timestamptz := open_hour - (dashboard_metrics.hours - 1) * interval '1 hour';
begin
    if dashboard_metrics.hours is null or dashboard_metrics.hours < 1 then
        raise exception 'hours must be 1 or more, not %', coalesce(dashboard_metrics.hours::text, 'nothing')
            using errcode = 'invalid_parameter_value';
    end if;
    if analytics.rollup_covers(since, open_hour) then
        return query
        select figures.*, 'rollup'
        from analytics.dashboard_metrics_from_rollup(dashboard_metrics.school_id, since, open_hour) as figures;
    else
        return query
        select figures.*, 'source'
        from analytics.dashboard_metrics_from_source(
            dashboard_metrics.school_id, since, open_hour + interval '1 hour'
        ) as figures;
    end if;
end;
$$;

comment on function analytics.dashboard_metrics(text, integer) is
    'Figures of one school (null: of all) for the open hour and the hours - 1 before it, and where they were served from: '
    'rollup or source.';

-- analytics.health (function)
-- Question: does what stands behind the classrooms' numbers work?
-- Grain:    one row per check
-- Reads:    analytics.health_of_rollup, analytics.health_of_events, ops.source_freshness, ops.health, ops.as_of,
--           ops.sort_key
-- Traps:    down: the numbers are old or missing; degraded: they are right, but slower or later than they should be
create function analytics.health()
returns table ("check" text, status text, detail text, observed_at timestamptz)
language sql stable
begin atomic
    select
        "check",
        status,
        detail,
        ops.as_of() as observed_at
    from analytics.health_of_rollup
    union all
    select
        "check",
        status,
        detail,
        ops.as_of() as observed_at
    from analytics.health_of_events
    union all
    select
        'sync_freshness' as "check",
        case coalesce(max(state), 'never') when 'fresh' then 'ok' when 'late' then 'degraded' else 'down' end as status,
        case
            when max(fresh_at) is null then 'No sync of ClassWaves has validated yet.'
            else 'The last sync that validated began ' || to_char(max(fresh_at) at time zone 'UTC', 'YYYY-MM-DD HH24:MI')
                || ' UTC.'
        end as detail,
        ops.as_of() as observed_at
    from ops.source_freshness
    where source = 'classwaves'
    union all
    select
        'mv_freshness' as "check",
        case
            when bool_or(status = 'error') then 'down'
            when bool_or(status = 'warning') then 'degraded'
            else 'ok'
        end as status,
        coalesce(
            string_agg(subject || ': ' || message, ' ' order by ops.sort_key(subject)) filter (where status <> 'ok'),
            'Every materialized view is fresh.'
        ) as detail,
        ops.as_of() as observed_at
    from ops.health
    where "check" = 'materialized view';
end;

comment on function analytics.health() is
    'What stands behind the classrooms'' numbers, check by check: ok, degraded or down.';

-- analytics.data_quality (view)
-- Question: how many raw rows break an assumption of the rules, and which?
-- Grain:    one row per check, table, also where nothing was found
-- Reads:    analytics.quality_checks, analytics.quality_of_sessions, analytics.quality_of_participants,
--           analytics.quality_of_readings, analytics.quality_of_guidance, analytics.quality_of_events,
--           analytics.quality_of_event_order, analytics.quality_of_quarantine
-- Traps:    reads all raw rows: meant for once per sync, not for a page
create view analytics.data_quality as
with
    findings as (
        select "table", key, checks from analytics.quality_of_sessions
        union all
        select "table", key, checks from analytics.quality_of_participants
        union all
        select "table", key, checks from analytics.quality_of_readings
        union all
        select "table", key, checks from analytics.quality_of_guidance
        union all
        select "table", key, checks from analytics.quality_of_events
        union all
        select "table", key, checks from analytics.quality_of_event_order
        union all
        select "table", key, checks from analytics.quality_of_quarantine
    ),

    -- Rows that fail the same checks are counted together, so that many of them are cheap.
    counted_together as (
        select
            "table",
            checks,
            count(*) as count,
            (array_agg(key order by key collate "C"))[1:5] as sample_keys
        from findings
        group by "table", checks
    ),

    counted as (
        select
            failed."check",
            counted_together."table",
            sum(counted_together.count)::bigint as count
        from counted_together
        cross join lateral unnest(counted_together.checks) as failed ("check")
        group by failed."check", counted_together."table"
    ),

    sampled as (
        select
            failed."check",
            counted_together."table",
            (array_agg(sample.key order by sample.key collate "C"))[1:5] as sample_keys
        from counted_together
        cross join lateral unnest(counted_together.checks) as failed ("check")
        cross join lateral unnest(counted_together.sample_keys) as sample (key)
        group by failed."check", counted_together."table"
    )

select
    quality_checks."check",
    quality_checks."table",
    quality_checks.severity,
    coalesce(counted.count, 0) as count,
    coalesce(sampled.sample_keys, '{}') as sample_keys
from analytics.quality_checks
left join counted
    on counted."check" = quality_checks."check"
    and counted."table" = quality_checks."table"
left join sampled
    on sampled."check" = quality_checks."check"
    and sampled."table" = quality_checks."table";

comment on view analytics.data_quality is
    'Findings of the ClassWaves quality report as of today, checks without any included.';
comment on column analytics.data_quality."check" is 'Name of the check.';
comment on column analytics.data_quality."table" is 'Raw table.';
comment on column analytics.data_quality.severity is 'error, warning or info.';
comment on column analytics.data_quality.count is 'Rows that fail it.';
comment on column analytics.data_quality.sample_keys is 'Up to five of their ids, in order.';

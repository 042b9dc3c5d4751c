-- kpi.data_quality (view)
-- Question: how many raw rows break an assumption of the rules, and which?
-- Grain:    one row per check, table, also where nothing was found
-- Reads:    kpi.quality_checks, kpi.quality_of_people, kpi.quality_of_requests, kpi.quality_of_offers,
--           kpi.quality_of_notifications, kpi.quality_of_quarantine
-- Traps:    reads all raw rows: meant for once per sync, not for a page
create view kpi.data_quality as
with
    findings as (
        select "check", "table", key from kpi.quality_of_people
        union all
        select "check", "table", key from kpi.quality_of_requests
        union all
        select "check", "table", key from kpi.quality_of_offers
        union all
        select "check", "table", key from kpi.quality_of_notifications
        union all
        select "check", "table", key from kpi.quality_of_quarantine
    ),

    gathered as (
        select
            "check",
            "table",
            array_agg(key) as keys
        from findings
        group by "check", "table"
    )

select
    quality_checks."check",
    quality_checks."table",
    quality_checks.severity,
    coalesce(cardinality(gathered.keys), 0)::bigint as count,
    array(
        select sample.key::text
        from unnest(gathered.keys) as sample (key)
        order by sample.key
        limit 5
    ) as sample_keys
from kpi.quality_checks
left join gathered
    on gathered."check" = quality_checks."check"
    and gathered."table" = quality_checks."table";

comment on view kpi.data_quality is
    'Findings of the marketplace''s quality report as of today, checks without any included.';
comment on column kpi.data_quality."check" is 'Name of the check.';
comment on column kpi.data_quality."table" is 'Raw table.';
comment on column kpi.data_quality.severity is 'error, warning or info.';
comment on column kpi.data_quality.count is 'Rows that fail it.';
comment on column kpi.data_quality.sample_keys is 'Up to five of their ids, in order.';

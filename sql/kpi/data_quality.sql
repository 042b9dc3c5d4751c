-- kpi.data_quality (view)
-- Question: how many raw rows break an assumption of the rules, and which?
-- Grain:    one row per check, table, also where nothing was found
-- Reads:    kpi.quality_checks, kpi.counted_findings
-- Traps:    reads all raw rows, and tells the truth of any day; what a sync reports is kpi.quality_report, the same as of now
--           from facts
create view kpi.data_quality as
select
    quality_checks."check",
    quality_checks."table",
    quality_checks.severity,
    coalesce(counted.count, 0) as count,
    coalesce(counted.sample_keys, '{}') as sample_keys
from kpi.quality_checks
left join kpi.counted_findings as counted
    on counted."check" = quality_checks."check"
    and counted."table" = quality_checks."table"
    and not counted.from_facts;

comment on view kpi.data_quality is
    'Findings of the marketplace''s quality report as of today, checks without any included.';
comment on column kpi.data_quality."check" is 'Name of the check.';
comment on column kpi.data_quality."table" is 'Raw table.';
comment on column kpi.data_quality.severity is 'error, warning or info.';
comment on column kpi.data_quality.count is 'Rows that fail it.';
comment on column kpi.data_quality.sample_keys is 'Up to five of their ids, in order.';

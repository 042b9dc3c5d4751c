-- kpi.quality_report (function)
-- Question: how many raw rows break an assumption of the rules now, told by what changed since the last report?
-- Grain:    one row per check, table, also where nothing was found: those of kpi.data_quality
-- Reads:    kpi.refresh_findings, kpi.quality_checks, kpi.counted_findings
-- Traps:    brings kpi.trade_findings up to date first: for the sync, not for pages
create function kpi.quality_report()
returns table ("check" text, "table" text, severity text, count bigint, sample_keys text[])
language plpgsql as $$
#variable_conflict use_column
begin
    perform kpi.refresh_findings();
    return query
    select
        quality_checks."check",
        quality_checks."table",
        quality_checks.severity,
        coalesce(counted.count, 0),
        coalesce(counted.sample_keys, '{}')
    from kpi.quality_checks
    left join kpi.counted_findings as counted
        on counted."check" = quality_checks."check"
        and counted."table" = quality_checks."table"
        and counted.from_facts;
end;
$$;

comment on function kpi.quality_report() is
    'What a sync reports of the marketplace''s raw rows; brings the facts of it up to date.';

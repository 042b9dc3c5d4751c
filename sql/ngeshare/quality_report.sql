-- ngeshare.quality_report (function)
-- Question: how many raw rows break an assumption of the rules now, told by what changed since the last report?
-- Grain:    one row per check, table, also where nothing was found: those of ngeshare.data_quality
-- Reads:    ngeshare.refresh_findings, ngeshare.quality_checks, ngeshare.counted_findings
-- Traps:    brings ngeshare.group_findings and ngeshare.user_findings up to date first: for the sync, not for pages
create function ngeshare.quality_report()
returns table ("check" text, "table" text, severity text, count bigint, sample_keys text[])
language plpgsql as $$
#variable_conflict use_column
begin
    perform ngeshare.refresh_findings();
    return query
    select
        quality_checks."check",
        quality_checks."table",
        quality_checks.severity,
        coalesce(counted.count, 0),
        coalesce(counted.sample_keys, '{}')
    from ngeshare.quality_checks
    left join ngeshare.counted_findings as counted
        on counted."check" = quality_checks."check"
        and counted."table" = quality_checks."table"
        and counted.from_facts;
end;
$$;

comment on function ngeshare.quality_report() is
    'What a sync reports of ngeShare''s raw rows; brings the facts of it up to date.';

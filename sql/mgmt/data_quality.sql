-- mgmt.data_quality (view)
-- Question: how many raw rows break an assumption of the rules, and which?
-- Grain:    one row per check, table, also where nothing was found
-- Reads:    mgmt.quality_checks, mgmt.quality_of_students, mgmt.quality_of_check_ins, mgmt.quality_of_recent_check_ins,
--           mgmt.quality_of_early_check_ins, mgmt.quality_of_quarantine
-- Traps:    reads all raw rows: meant for once per sync, not for a page; rows that fail alike are counted in 1,024 heaps,
--           and of each heap only the smallest id can be a sample, so that no long list is ever sorted
create view mgmt.data_quality as
with
    students as materialized (select key, failed from mgmt.quality_of_students),

    check_ins as materialized (select key, failed from mgmt.quality_of_check_ins),

    recent_check_ins as materialized (select key, failed from mgmt.quality_of_recent_check_ins),

    early_check_ins as materialized (select key, failed from mgmt.quality_of_early_check_ins),

    findings as (
        select 'students' as "table", key, failed from students
        union all
        select 'check_ins' as "table", key, failed from check_ins
        union all
        select 'check_ins' as "table", key, failed from recent_check_ins
        union all
        select 'check_ins' as "table", key, failed from early_check_ins
        union all
        select 'check_ins' as "table", key, failed from mgmt.quality_of_quarantine
    ),

    heaps as materialized (
        select
            "table",
            failed,
            hashtextextended(key, 0) & 1023 as heap,
            count(*) as count,
            min(key collate "C") as smallest
        from findings
        group by 1, 2, 3
    ),

    counted as (
        select
            heaps."table",
            failed."check",
            sum(heaps.count)::bigint as count,
            (array_agg(heaps.smallest order by heaps.smallest))[1:5] as sample_keys
        from heaps
        cross join lateral string_to_table(heaps.failed, ' ') as failed ("check")
        group by 1, 2
    )

select
    quality_checks."check",
    quality_checks."table",
    quality_checks.severity,
    coalesce(counted.count, 0) as count,
    coalesce(counted.sample_keys, '{}') as sample_keys
from mgmt.quality_checks
left join counted
    on counted."check" = quality_checks."check"
    and counted."table" = quality_checks."table";

comment on view mgmt.data_quality is
    'Findings of the study centre''s quality report as of today, checks without any included.';
comment on column mgmt.data_quality."check" is 'Name of the check.';
comment on column mgmt.data_quality."table" is 'Raw table.';
comment on column mgmt.data_quality.severity is 'error, warning or info.';
comment on column mgmt.data_quality.count is 'Rows that fail it.';
comment on column mgmt.data_quality.sample_keys is 'Up to five of their ids, in order.';

-- ngeshare.data_quality (view)
-- Question: how many raw rows break an assumption of the rules, and which?
-- Grain:    one row per check, table, also where nothing was found
-- Reads:    ngeshare.quality_checks, ngeshare.quality_of_people, ngeshare.quality_of_groups,
--           ngeshare.quality_of_attendance
-- Traps:    reads all raw rows: meant for once per sync, not for a page
create view ngeshare.data_quality as
with
    findings as (
        select "check", "table", key from ngeshare.quality_of_people
        union all
        select "check", "table", key from ngeshare.quality_of_groups
        union all
        select "check", "table", key from ngeshare.quality_of_attendance
    ),

    numbered as (
        select
            "check",
            "table",
            key,
            row_number() over (partition by "check", "table" order by key collate "C") as position
        from findings
    ),

    counted as (
        select
            "check",
            "table",
            count(*) as count,
            array_agg(key order by position) filter (where position <= 5) as sample_keys
        from numbered
        group by "check", "table"
    )

select
    quality_checks."check",
    quality_checks."table",
    quality_checks.severity,
    coalesce(counted.count, 0) as count,
    coalesce(counted.sample_keys, '{}') as sample_keys
from ngeshare.quality_checks
left join counted
    on counted."check" = quality_checks."check"
    and counted."table" = quality_checks."table";

comment on view ngeshare.data_quality is
    'Findings of the ngeShare quality report as of today, checks without any included.';
comment on column ngeshare.data_quality."check" is 'Name of the check.';
comment on column ngeshare.data_quality."table" is 'Raw table.';
comment on column ngeshare.data_quality.severity is 'error, warning or info.';
comment on column ngeshare.data_quality.count is 'Rows that fail it.';
comment on column ngeshare.data_quality.sample_keys is 'Up to five of their ids, in order.';

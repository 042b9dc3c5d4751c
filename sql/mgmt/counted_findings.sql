-- mgmt.counted_findings (view)
-- Question: how many raw rows fail each check, as the rows are and as facts remember them?
-- Grain:    one row per origin, check, table with findings
-- Reads:    mgmt.quality_of_students, mgmt.quality_of_check_ins, mgmt.quality_of_recent_check_ins,
--           mgmt.quality_of_early_check_ins, mgmt.quality_of_quarantine, mgmt.student_findings
-- Traps:    always asked of one origin, so that the other one is not read; rows that fail alike are counted in 1,024 heaps, and
--           of each heap only the smallest id can be a sample, so that no long list is ever sorted
create view mgmt.counted_findings as
with
    -- Grouped one by one, which needs no sorting of all.
    heaps as (
        select
            false as from_facts,
            'check_ins' as "table",
            failed,
            hashtextextended(key, 0) & 1023 as heap,
            count(*) as count,
            min(key collate "C") as smallest
        from mgmt.quality_of_check_ins
        group by 3, 4
        union all
        select
            false as from_facts,
            'check_ins' as "table",
            failed,
            hashtextextended(key, 0) & 1023 as heap,
            count(*) as count,
            min(key collate "C") as smallest
        from mgmt.quality_of_recent_check_ins
        group by 3, 4
        union all
        select
            false as from_facts,
            'check_ins' as "table",
            failed,
            hashtextextended(key, 0) & 1023 as heap,
            count(*) as count,
            min(key collate "C") as smallest
        from mgmt.quality_of_early_check_ins
        group by 3, 4
        union all
        select
            false as from_facts,
            'students' as "table",
            failed,
            hashtextextended(key, 0) & 1023 as heap,
            count(*) as count,
            min(key collate "C") as smallest
        from mgmt.quality_of_students
        group by 3, 4
        union all
        select
            true as from_facts,
            'check_ins' as "table",
            failed,
            hashtextextended(key, 0) & 1023 as heap,
            count(*) as count,
            min(key collate "C") as smallest
        from mgmt.student_findings
        where "table" = 'check_ins'
        group by 3, 4
        union all
        select
            true as from_facts,
            'students' as "table",
            failed,
            hashtextextended(key, 0) & 1023 as heap,
            count(*) as count,
            min(key collate "C") as smallest
        from mgmt.student_findings
        where "table" = 'students'
        group by 3, 4
        union all
        -- Few, and looked at anew for both.
        select
            origin.from_facts,
            'check_ins' as "table",
            quarantined.failed,
            hashtextextended(quarantined.key, 0) & 1023 as heap,
            count(*) as count,
            min(quarantined.key collate "C") as smallest
        from (values (false), (true)) as origin (from_facts)
        cross join mgmt.quality_of_quarantine as quarantined
        group by 1, 2, 3, 4
    )

select
    heaps.from_facts,
    failed."check",
    heaps."table",
    sum(heaps.count)::bigint as count,
    (array_agg(heaps.smallest order by heaps.smallest))[1:5] as sample_keys
from heaps
cross join lateral string_to_table(heaps.failed, ' ') as failed ("check")
group by 1, 2, 3;

comment on view mgmt.counted_findings is 'Findings of the study centre''s quality report by check, from rows and from facts.';
comment on column mgmt.counted_findings.from_facts is
    'Whether students and check-ins are told by mgmt.student_findings, as of its last refresh.';
comment on column mgmt.counted_findings."check" is 'Name of the check, as in mgmt.quality_checks.';
comment on column mgmt.counted_findings."table" is 'Raw table.';
comment on column mgmt.counted_findings.count is 'Rows that fail it.';
comment on column mgmt.counted_findings.sample_keys is 'Up to five of their ids, in order.';

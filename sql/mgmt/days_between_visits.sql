-- mgmt.days_between_visits (function)
-- Question: after how many days does a student come again, on average, and at each level?
-- Grain:    one GLOBAL row, then one per level that has a gap; for the given levels (none given: everybody)
-- Reads:    mgmt.gap_counts
-- Traps:    the mean of all gaps, not of students' means; students without a level are in GLOBAL only
create function mgmt.days_between_visits(levels text[])
returns table (scope text, level text, avg_days_between_visits numeric, gaps bigint)
language sql stable parallel safe
begin atomic
    with
        levels_with_gaps as (
            select
                gap_counts.level,
                sum(gap_counts.gap_days * gap_counts.gaps) as days,
                sum(gap_counts.gaps) as gaps
            from mgmt.gap_counts(levels)
            group by 1
        )

    select
        'GLOBAL' as scope,
        null as level,
        round(sum(levels_with_gaps.days) / sum(levels_with_gaps.gaps), 2) as avg_days_between_visits,
        coalesce(sum(levels_with_gaps.gaps), 0)::bigint as gaps
    from levels_with_gaps
    union all
    select
        'LEVEL' as scope,
        levels_with_gaps.level,
        round(levels_with_gaps.days / levels_with_gaps.gaps, 2) as avg_days_between_visits,
        levels_with_gaps.gaps::bigint as gaps
    from levels_with_gaps
    where levels_with_gaps.level <> ''
    order by 1, 2;
end;

comment on function mgmt.days_between_visits(text[]) is
    'Mean days between consecutive visit days, of everybody and by level, with how many gaps it is the mean of.';

-- mgmt.gaps_by_level (function)
-- Question: after how many days does a student come again, on average, and at each level, however it is spelt?
-- Grain:    one GLOBAL row, then one per level that has a gap, in order; for the given levels (none given: everybody)
-- Reads:    mgmt.gap_counts, mgmt.levels, mgmt.few_who_came_again, ops.sort_key
-- Traps:    mgmt.days_between_visits keeps the spellings apart; students without a level are in GLOBAL only
create function mgmt.gaps_by_level(chosen text[])
returns table (scope text, level text, avg_days_between_visits numeric, gaps bigint, few_people integer)
language sql stable parallel safe
begin atomic
    with
        counted as materialized (
            select
                levels.level,
                levels.spellings,
                sum(gap_counts.gap_days * gap_counts.gaps) as days,
                sum(gap_counts.gaps) as gaps
            from mgmt.gap_counts(chosen)
            inner join mgmt.levels on gap_counts.level = any(levels.spellings)
            group by levels.level, levels.spellings
        ),

        grouped as (
            select
                'GLOBAL' as scope,
                null as level,
                sum(counted.days) as days,
                coalesce(sum(counted.gaps), 0) as gaps,
                mgmt.few_who_came_again(chosen) as few_people
            from counted
            union all
            select
                'LEVEL' as scope,
                counted.level,
                counted.days,
                counted.gaps,
                mgmt.few_who_came_again(counted.spellings) as few_people
            from counted
            where counted.level <> ''
        )

    select
        grouped.scope,
        grouped.level,
        round(grouped.days / nullif(grouped.gaps, 0), 2) as avg_days_between_visits,
        grouped.gaps::bigint as gaps,
        grouped.few_people
    from grouped
    order by grouped.scope = 'LEVEL', ops.sort_key(grouped.level);
end;

comment on function mgmt.gaps_by_level(text[]) is
    'Mean days between consecutive visit days, of everybody and by level, with what they rest on.';

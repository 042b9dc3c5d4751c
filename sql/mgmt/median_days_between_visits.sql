-- mgmt.median_days_between_visits (function)
-- Question: after how many days does a student come again, in the middle case?
-- Grain:    one number, for the given levels (none given: everybody)
-- Reads:    mgmt.gap_counts
-- Traps:    percentile_cont(0.5) on counted gaps: the one in the middle, or halfway between the two in the middle
create function mgmt.median_days_between_visits(levels text[]) returns numeric
language sql stable parallel safe
begin atomic
    with
        ranked as (
            select
                gap_counts.gap_days,
                sum(sum(gap_counts.gaps)) over (order by gap_counts.gap_days) as up_to,
                sum(sum(gap_counts.gaps)) over () as total
            from mgmt.gap_counts(levels)
            group by gap_counts.gap_days
        )

    select
        round(
            (
                min(ranked.gap_days) filter (where 2 * ranked.up_to >= ranked.total)
                + min(ranked.gap_days) filter (where 2 * ranked.up_to > ranked.total)
            )::numeric / 2,
            2
        ) as median_days_between_visits
    from ranked;
end;

comment on function mgmt.median_days_between_visits(text[]) is
    'Median days between consecutive visit days; null while nobody has come twice.';

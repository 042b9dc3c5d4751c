-- mgmt.gap_counts (function)
-- Question: how many days lie between a student's visit days, in all of history up to today?
-- Grain:    one row per level and length, or two where the running month adds to it; for the given levels (none: everybody)
-- Reads:    mgmt.monthly_gaps, mgmt.today, mgmt.visit_gaps
-- Traps:    a gap is known once its second visit is there and its student registered; ended months are summed up already
create function mgmt.gap_counts(levels text[]) returns table (level text, gap_days integer, gaps bigint)
language sql stable parallel safe
begin atomic
    select
        monthly_gaps.level,
        monthly_gaps.gap_days,
        sum(monthly_gaps.gaps)::bigint as gaps
    from mgmt.monthly_gaps
    where
        monthly_gaps.month < (select date_trunc('month', mgmt.today()::timestamp)::date)
        and (cardinality(levels) = 0 or monthly_gaps.level = any(levels))
    group by 1, 2
    union all
    select
        visit_gaps.level,
        visit_gaps.next_on - visit_gaps.visited_on as gap_days,
        sum(visit_gaps.student_visits) as gaps
    from mgmt.visit_gaps
    where
        greatest(visit_gaps.next_on, visit_gaps.counts_from) >= (select date_trunc('month', mgmt.today()::timestamp)::date)
        and greatest(visit_gaps.next_on, visit_gaps.counts_from) <= (select mgmt.today())
        and (cardinality(levels) = 0 or visit_gaps.level = any(levels))
    group by 1, 2;
end;

comment on function mgmt.gap_counts(text[]) is 'Gaps between consecutive visit days by level and length in days.';

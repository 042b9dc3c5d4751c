-- mgmt.wau_mau (function)
-- Question: how many students of {academy.mau_days:days} came in the last {academy.wau_days}?
-- Grain:    one row, for the given levels (none given: everybody)
-- Reads:    mgmt.active_students, mgmt.ratio, mgmt.today, ops.rule_academy_mau_days, ops.rule_academy_wau_days
-- Traps:    the week is {academy.wau_days:days} and the month {academy.mau_days:days} that end today; the week before
--           ends as many days ago as a week has, like its month;
--           the change is that of the whole percents, which is what a reader subtracts
create function mgmt.wau_mau(levels text[])
returns table (
    wau integer,
    mau integer,
    wau_mau_ratio numeric,
    wau_mau_ratio_before numeric,
    wau_mau_pct numeric,
    wau_mau_pct_change integer
)
language sql stable parallel safe
begin atomic
    with
        day as materialized (
            select
                mgmt.today() as today,
                mgmt.today() - ops.rule_academy_wau_days() as week_ago
        ),

        counted as materialized (
            select
                mgmt.active_students(day.today - ops.rule_academy_wau_days() + 1, day.today, levels) as wau,
                mgmt.active_students(day.today - ops.rule_academy_mau_days() + 1, day.today, levels) as mau,
                mgmt.active_students(day.week_ago - ops.rule_academy_wau_days() + 1, day.week_ago, levels) as wau_before,
                mgmt.active_students(day.week_ago - ops.rule_academy_mau_days() + 1, day.week_ago, levels) as mau_before
            from day
        ),

        rated as (
            select
                counted.wau,
                counted.mau,
                mgmt.ratio(counted.wau, counted.mau) as wau_mau_ratio,
                mgmt.ratio(counted.wau_before, counted.mau_before) as wau_mau_ratio_before
            from counted
        )

    select
        rated.wau,
        rated.mau,
        rated.wau_mau_ratio,
        rated.wau_mau_ratio_before,
        100 * rated.wau_mau_ratio as wau_mau_pct,
        (round(100 * rated.wau_mau_ratio) - round(100 * rated.wau_mau_ratio_before))::integer as wau_mau_pct_change
    from rated;
end;

comment on function mgmt.wau_mau(text[]) is 'Weekly and monthly active students and their ratio, now and a week before.';

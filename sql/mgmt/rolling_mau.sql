-- mgmt.rolling_mau (function)
-- Question: on each of the last {academy.trend_days:days}, how many students had come in the {academy.mau_days:days} before it?
-- Grain:    one row per local day, the last {academy.trend_days} with today; for the given levels (none given: everybody)
-- Reads:    mgmt.today, mgmt.trend_begins, mgmt.visit_gaps, ops.rule_academy_mau_days, ops.rule_academy_trend_days
-- Traps:    the day itself is not in its window; a visit counts from the next day on, until the student's next visit
--           takes over or {academy.mau_days:days} are up: one step up and one down, summed up along the days
create function mgmt.rolling_mau(levels text[]) returns table (snapshot_date date, mau_rolling_30d integer)
language sql stable parallel safe
begin atomic
    with
        visits as (
            select
                visit_gaps.visited_on + 1 as counts_on,
                least(visit_gaps.next_on, visit_gaps.visited_on + ops.rule_academy_mau_days()) + 1 as ends_on,
                sum(visit_gaps.student_visits) as students
            from mgmt.visit_gaps
            where
                visit_gaps.visited_on >= (select mgmt.trend_begins() - ops.rule_academy_mau_days())
                and visit_gaps.visited_on < (select mgmt.today())
                and visit_gaps.counts_from <= (select mgmt.today())
                and (cardinality(levels) = 0 or visit_gaps.level = any(levels))
            group by 1, 2
        ),

        steps as (
            select
                visits.counts_on as on_day,
                visits.students
            from visits
            union all
            select
                visits.ends_on as on_day,
                -visits.students as students
            from visits
            union all
            select
                (select mgmt.today()) - number as on_day,
                0 as students
            from generate_series(0, ops.rule_academy_trend_days() - 1) as number
        ),

        running as (
            select
                steps.on_day,
                sum(sum(steps.students)) over (order by steps.on_day) as students
            from steps
            group by steps.on_day
        )

    select
        running.on_day as snapshot_date,
        running.students::integer as mau_rolling_30d
    from running
    where running.on_day between (select mgmt.trend_begins()) and (select mgmt.today())
    order by running.on_day;
end;

comment on function mgmt.rolling_mau(text[]) is
    'Students with a visit day in the {academy.mau_days:days} before each of the last {academy.trend_days}.';

-- mgmt.write_visits (function)
-- Question: how many visits of each kind are there after these changes?
-- Grain:    writes mgmt.visit_gaps and mgmt.monthly_gaps; takes one row per key, with how many more or less there are
-- Reads:    mgmt.visit_gaps, mgmt.monthly_gaps
-- Writes:   mgmt.monthly_gaps, mgmt.visit_gaps
-- Traps:    a row that nobody is left in goes, so that changed facts equal rebuilt ones
create function mgmt.write_visits(changes mgmt.visit_gaps[]) returns bigint
language sql volatile
begin atomic
    with
        visits as materialized (
            select
                change.visited_on,
                change.level,
                change.next_on,
                change.counts_from,
                change.student_visits + coalesce(visit_gaps.student_visits, 0) as student_visits
            from unnest(changes) as change
            left join mgmt.visit_gaps
                on visit_gaps.visited_on = change.visited_on
                and visit_gaps.level = change.level
                and visit_gaps.next_on = change.next_on
                and visit_gaps.counts_from = change.counts_from
        ),

        gaps as materialized (
            select
                changed.month,
                changed.level,
                changed.gap_days,
                changed.gaps + coalesce(monthly_gaps.gaps, 0) as gaps
            from (
                select
                    date_trunc('month', greatest(change.next_on, change.counts_from)::timestamp)::date as month,
                    change.level,
                    change.next_on - change.visited_on as gap_days,
                    sum(change.student_visits) as gaps
                from unnest(changes) as change
                where change.next_on < 'infinity'
                group by 1, 2, 3
            ) as changed
            left join mgmt.monthly_gaps
                on monthly_gaps.month = changed.month
                and monthly_gaps.level = changed.level
                and monthly_gaps.gap_days = changed.gap_days
            where changed.gaps <> 0
        ),

        forgotten_visits as (
            delete from mgmt.visit_gaps
            using visits
            where
                visit_gaps.visited_on = visits.visited_on
                and visit_gaps.level = visits.level
                and visit_gaps.next_on = visits.next_on
                and visit_gaps.counts_from = visits.counts_from
                and visits.student_visits = 0
        ),

        forgotten_gaps as (
            delete from mgmt.monthly_gaps
            using gaps
            where
                monthly_gaps.month = gaps.month
                and monthly_gaps.level = gaps.level
                and monthly_gaps.gap_days = gaps.gap_days
                and gaps.gaps = 0
        ),

        written_visits as (
            insert into mgmt.visit_gaps (visited_on, level, next_on, counts_from, student_visits)
            select
                visits.visited_on,
                visits.level,
                visits.next_on,
                visits.counts_from,
                visits.student_visits
            from visits
            where visits.student_visits <> 0
            on conflict (visited_on, level, next_on, counts_from) do update set
                student_visits = excluded.student_visits
        ),

        written_gaps as (
            insert into mgmt.monthly_gaps (month, level, gap_days, gaps)
            select
                gaps.month,
                gaps.level,
                gaps.gap_days,
                gaps.gaps
            from gaps
            where gaps.gaps <> 0
            on conflict (month, level, gap_days) do update set gaps = excluded.gaps
        )

    select (select count(*) from visits) + (select count(*) from gaps);
end;

comment on function mgmt.write_visits(mgmt.visit_gaps[]) is
    'Adds changes to the visits, and to the gaps between them; returns how many rows changed.';

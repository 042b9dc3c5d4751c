-- mgmt.daily_activity (function)
-- Question: who was there each day, how often and how long?
-- Grain:    one row per local day from the given one to today, for the given levels (none given: everybody)
-- Reads:    mgmt.presence_hours, mgmt.today, mgmt.visit_gaps
-- Traps:    time after midnight belongs to the day after, so a day may have time and no session; time in microseconds
create function mgmt.daily_activity(first_day date, levels text[])
returns table (on_day date, active_students integer, sessions bigint, microseconds numeric)
language sql stable parallel safe
begin atomic
    with
        days as (
            select first_day + number as on_day
            from generate_series(0, (select mgmt.today()) - first_day) as number
        ),

        visits as (
            select
                visit_gaps.visited_on,
                sum(visit_gaps.student_visits) as active_students
            from mgmt.visit_gaps
            where
                visit_gaps.visited_on >= first_day
                and visit_gaps.visited_on <= (select mgmt.today())
                and visit_gaps.counts_from <= (select mgmt.today())
                and (cardinality(levels) = 0 or visit_gaps.level = any(levels))
            group by 1
        ),

        presence as (
            select
                presence_hours.on_day,
                sum(presence_hours.sessions) as sessions,
                sum(presence_hours.microseconds) as microseconds
            from mgmt.presence_hours
            where
                presence_hours.on_day >= first_day
                and presence_hours.on_day <= (select mgmt.today())
                and presence_hours.counts_from <= (select mgmt.today())
                and (cardinality(levels) = 0 or presence_hours.level = any(levels))
            group by 1
        )

    select
        days.on_day,
        coalesce(visits.active_students, 0)::integer as active_students,
        coalesce(presence.sessions, 0) as sessions,
        coalesce(presence.microseconds, 0) as microseconds
    from days
    left join visits on visits.visited_on = days.on_day
    left join presence on presence.on_day = days.on_day;
end;

comment on function mgmt.daily_activity(date, text[]) is 'Students, check-ins and time of each local day.';

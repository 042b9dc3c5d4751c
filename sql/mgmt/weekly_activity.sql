-- mgmt.weekly_activity (function)
-- Question: how did each week of the last {academy.trend_days:days} go?
-- Grain:    one row per week, from {academy.week_starts_on:weekday} on, of the last {academy.trend_days:days};
--           for the given levels (none given: everybody)
-- Reads:    mgmt.daily_activity, mgmt.minutes, mgmt.trend_begins, mgmt.week_start
-- Traps:    the first week lacks the days before these, the last one those after today: is_partial says so
create function mgmt.weekly_activity(levels text[])
returns table (
    week_start date,
    max_daily_actives integer,
    total_minutes integer,
    sessions integer,
    sum_active_students integer,
    is_partial boolean
)
language sql stable parallel safe
begin atomic
    select
        mgmt.week_start(daily_activity.on_day) as week_start,
        max(daily_activity.active_students) as max_daily_actives,
        mgmt.minutes(sum(daily_activity.microseconds), 0)::integer as total_minutes,
        sum(daily_activity.sessions)::integer as sessions,
        sum(daily_activity.active_students)::integer as sum_active_students,
        count(*) < 7 as is_partial
    from mgmt.daily_activity((select mgmt.trend_begins()), levels)
    group by 1
    order by 1;
end;

comment on function mgmt.weekly_activity(text[]) is 'Weeks of the last {academy.trend_days:days}, and whether days of them are missing.';

-- mgmt.weekday_traffic (function)
-- Question: which weekdays bring how much of the traffic?
-- Grain:    one row per ISO weekday, always seven; for the given levels (none given: everybody)
-- Reads:    mgmt.daily_activity, mgmt.minutes, mgmt.trend_begins
-- Traps:    the days need not hold as many of each weekday; whoever comes on two days counts twice; shares null when nobody came
create function mgmt.weekday_traffic(levels text[])
returns table (iso_weekday integer, days integer, visits integer, visits_pct numeric, minutes integer, minutes_pct numeric)
language sql stable parallel safe
begin atomic
    select
        extract(isodow from daily_activity.on_day)::integer as iso_weekday,
        count(*)::integer as days,
        sum(daily_activity.active_students)::integer as visits,
        round(
            100.0 * sum(daily_activity.active_students) / nullif(sum(sum(daily_activity.active_students)) over (), 0), 2
        ) as visits_pct,
        mgmt.minutes(sum(daily_activity.microseconds), 0)::integer as minutes,
        round(
            100.0 * sum(daily_activity.microseconds) / nullif(sum(sum(daily_activity.microseconds)) over (), 0), 2
        ) as minutes_pct
    from mgmt.daily_activity((select mgmt.trend_begins()), levels)
    group by 1
    order by 1;
end;

comment on function mgmt.weekday_traffic(text[]) is 'Visits and minutes of the last {academy.trend_days:days} by weekday, with their shares.';

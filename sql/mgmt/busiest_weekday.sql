-- mgmt.busiest_weekday (function)
-- Question: on which weekday do most visits fall?
-- Grain:    one row, none where nobody came; for the given levels (none given: everybody)
-- Reads:    mgmt.weekday_traffic
-- Traps:    of equal weekdays the first from Monday on; last {academy.trend_days:days}
create function mgmt.busiest_weekday(levels text[])
returns table (iso_weekday integer, visits integer, visits_pct numeric)
language sql stable parallel safe
begin atomic
    select
        weekday_traffic.iso_weekday,
        weekday_traffic.visits,
        weekday_traffic.visits_pct
    from mgmt.weekday_traffic(levels)
    where weekday_traffic.visits > 0
    order by weekday_traffic.visits desc, weekday_traffic.iso_weekday
    limit 1;
end;

comment on function mgmt.busiest_weekday(text[]) is 'The weekday with most visits of the last {academy.trend_days:days}, and its share.';

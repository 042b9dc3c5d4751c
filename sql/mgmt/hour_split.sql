-- mgmt.hour_split (function)
-- Question: when in the day are students there: morning, afternoon or evening?
-- Grain:    one row per part of the day, always three; for the given levels (none given: everybody)
-- Reads:    mgmt.hourly_presence, mgmt.minutes, ops.rule_academy_dayparts
-- Traps:    the parts are {academy.dayparts.0:hours}, {academy.dayparts.1:hours} and {academy.dayparts.2:hours}: other hours belong to
--           no part, and not to the whole of the shares; these are null when nobody came; last {academy.trend_days:days}
create function mgmt.hour_split(levels text[])
returns table (daypart text, total_minutes numeric, minutes_pct numeric)
language sql stable parallel safe
begin atomic
    select
        parts.daypart,
        mgmt.minutes(coalesce(sum(hourly_presence.microseconds), 0), 2) as total_minutes,
        round(
            100.0 * coalesce(sum(hourly_presence.microseconds), 0) / nullif(sum(sum(hourly_presence.microseconds)) over (), 0),
            2
        ) as minutes_pct
    from (
        select
            named.daypart,
            (ops.rule_academy_dayparts() -> named.place ->> 0)::integer as first_hour,
            (ops.rule_academy_dayparts() -> named.place ->> 1)::integer as end_hour
        from (values (0, 'morning_08_12'), (1, 'afternoon_12_17'), (2, 'evening_17_20')) as named (place, daypart)
    ) as parts
    left join mgmt.hourly_presence(levels)
        on hourly_presence.hour_local >= parts.first_hour and hourly_presence.hour_local < parts.end_hour
    group by parts.daypart, parts.first_hour
    order by parts.first_hour;
end;

comment on function mgmt.hour_split(text[]) is
    'Minutes of the last {academy.trend_days:days} by part of the day, with their shares of the three.';

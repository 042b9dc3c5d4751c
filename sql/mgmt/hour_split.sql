-- mgmt.hour_split (function)
-- Question: when in the day are students there: morning, afternoon or evening?
-- Grain:    one row per part of the day, always three; for the given levels (none given: everybody)
-- Reads:    mgmt.hourly_presence, mgmt.minutes
-- Traps:    before 8 and from 20 h on belongs to no part, and not to the whole of the shares; these are null
--           when nobody came; last 90 days
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
        values ('morning_08_12', 8, 12), ('afternoon_12_17', 12, 17), ('evening_17_20', 17, 20)
    ) as parts (daypart, first_hour, end_hour)
    left join mgmt.hourly_presence(levels)
        on hourly_presence.hour_local >= parts.first_hour and hourly_presence.hour_local < parts.end_hour
    group by parts.daypart, parts.first_hour
    order by parts.first_hour;
end;

comment on function mgmt.hour_split(text[]) is 'Minutes of the last 90 days by part of the day, with their shares of the three.';

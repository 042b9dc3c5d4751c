-- mgmt.count_stays (function)
-- Question: how long was somebody there in each hour, after these check-ins came or went?
-- Grain:    writes mgmt.presence_hours; takes parallel arrays, one element per check-in, 1 to add it and -1 to take it away
-- Reads:    mgmt.presence_hours, mgmt.hours_of_stay
-- Writes:   mgmt.presence_hours
-- Traps:    level and registration are those that the check-in is, or was, counted with; what cancels out writes nothing
create function mgmt.count_stays(
    levels text[], created_on date[], checked_in_at timestamptz[], checked_out_at timestamptz[], times integer[]
) returns bigint
language sql volatile
begin atomic
    with
        hours as materialized (
            select
                changed.on_day,
                changed.hour,
                changed.level,
                changed.counts_from,
                (changed.sessions + coalesce(presence_hours.sessions, 0))::integer as sessions,
                (changed.microseconds + coalesce(presence_hours.microseconds, 0))::bigint as microseconds
            from (
                select
                    piece.on_day,
                    piece.hour,
                    stay.level,
                    greatest(piece.on_day, stay.created_on) as counts_from,
                    sum(stay.times * piece.sessions) as sessions,
                    sum(stay.times * piece.microseconds) as microseconds
                from unnest(levels, created_on, checked_in_at, checked_out_at, times)
                    as stay (level, created_on, checked_in_at, checked_out_at, times)
                cross join lateral mgmt.hours_of_stay(stay.checked_in_at, stay.checked_out_at) as piece
                group by 1, 2, 3, 4
            ) as changed
            left join mgmt.presence_hours
                on presence_hours.on_day = changed.on_day
                and presence_hours.hour = changed.hour
                and presence_hours.level = changed.level
                and presence_hours.counts_from = changed.counts_from
            where changed.sessions <> 0 or changed.microseconds <> 0
        ),

        forgotten as (
            delete from mgmt.presence_hours
            using hours
            where
                presence_hours.on_day = hours.on_day
                and presence_hours.hour = hours.hour
                and presence_hours.level = hours.level
                and presence_hours.counts_from = hours.counts_from
                and hours.sessions = 0
                and hours.microseconds = 0
        ),

        written as (
            insert into mgmt.presence_hours (on_day, hour, level, counts_from, sessions, microseconds)
            select
                hours.on_day,
                hours.hour,
                hours.level,
                hours.counts_from,
                hours.sessions,
                hours.microseconds
            from hours
            where hours.sessions <> 0 or hours.microseconds <> 0
            on conflict (on_day, hour, level, counts_from) do update set
                sessions = excluded.sessions,
                microseconds = excluded.microseconds
        )

    select count(*) from hours;
end;

comment on function mgmt.count_stays(text[], date[], timestamptz[], timestamptz[], integer[]) is
    'Adds check-ins to the hours of presence, or takes them away; returns how many rows changed.';

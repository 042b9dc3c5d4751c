-- mgmt.hours_of_stay (function)
-- Question: over which local hours does a check-in spread, and how long was it in each?
-- Grain:    one row per local date and hour that it touches; the first one carries the session
-- Reads:    mgmt.hours_over_change, mgmt.stay_on_clock
-- Traps:    a session without time still touches the hour that it began in
create function mgmt.hours_of_stay(checked_in_at timestamptz, checked_out_at timestamptz)
returns table (on_day date, hour smallint, sessions integer, microseconds bigint)
language sql immutable parallel safe
begin atomic
    select
        piece.on_day,
        piece.hour,
        piece.sessions,
        piece.microseconds
    from mgmt.stay_on_clock(hours_of_stay.checked_in_at, hours_of_stay.checked_out_at) as stay
    cross join lateral (
        select
            date '0001-01-01' + (stay.first_hour + later) / 24 as on_day,
            ((stay.first_hour + later) % 24)::smallint as hour,
            (later = 0)::integer as sessions,
            least(stay.began + stay.lasted, (later + 1) * 3600000000) - greatest(stay.began, later * 3600000000)
                as microseconds
        from generate_series(0, stay.more_hours) as later
        where not stay.is_clock_changed
        union all
        select
            over_change.on_day,
            over_change.hour,
            over_change.sessions,
            over_change.microseconds
        from mgmt.hours_over_change(hours_of_stay.checked_in_at, hours_of_stay.checked_out_at) as over_change
        where stay.is_clock_changed
    ) as piece;
end;

comment on function mgmt.hours_of_stay(timestamptz, timestamptz) is
    'The local hours of one check-in, with the exact time in each.';

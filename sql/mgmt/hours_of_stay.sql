-- mgmt.hours_of_stay (function)
-- Question: over which local hours does a check-in spread, and how long was it in each?
-- Grain:    one row per local date and hour that it touches; the first one carries the session
-- Reads:    mgmt.is_on_calendar, mgmt.longest_stay, mgmt.time_zone
-- Traps:    open, negative and longer than 16 hours: a session without time; a moment on no calendar: nothing at all;
--           counts hours in whole microseconds since the year 1, since fractions of minutes do not add up exactly
create function mgmt.hours_of_stay(checked_in_at timestamptz, checked_out_at timestamptz)
returns table (on_day date, hour smallint, sessions integer, microseconds bigint)
language sql immutable parallel safe
begin atomic
    select
        date '0001-01-01' + (number / 24)::integer as on_day,
        (number % 24)::smallint as hour,
        (number = stay.began / 3600000000)::integer as sessions,
        greatest(least(stay.ended, (number + 1) * 3600000000) - greatest(stay.began, number * 3600000000), 0)
            as microseconds
    from (
        select
            clock.began,
            clock.began + clock.lasted as ended
        from (
            select
                (
                    extract(
                        epoch from (hours_of_stay.checked_in_at at time zone mgmt.time_zone()) - timestamp '0001-01-01'
                    ) * 1000000
                )::bigint as began,
                case
                    when
                        hours_of_stay.checked_out_at > hours_of_stay.checked_in_at
                        and hours_of_stay.checked_out_at <= hours_of_stay.checked_in_at + mgmt.longest_stay()
                        then (
                            extract(epoch from hours_of_stay.checked_out_at - hours_of_stay.checked_in_at) * 1000000
                        )::bigint
                    else 0
                end as lasted
            where mgmt.is_on_calendar(hours_of_stay.checked_in_at)
            -- Computes each of them once per check-in, not once per hour and use.
            offset 0 -- noqa: AM09
        ) as clock
        offset 0 -- noqa: AM09
    ) as stay
    cross join lateral generate_series(
        stay.began / 3600000000, greatest(stay.ended - 1, stay.began) / 3600000000
    ) as number;
end;

comment on function mgmt.hours_of_stay(timestamptz, timestamptz) is
    'The local hours of one check-in, with the exact time in each.';

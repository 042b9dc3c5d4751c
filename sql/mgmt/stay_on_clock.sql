-- mgmt.stay_on_clock (function)
-- Question: in which local hour does a check-in begin, how far into it, and how long does it last?
-- Grain:    one row, none for a moment on no calendar
-- Reads:    mgmt.is_on_calendar, mgmt.longest_stay, ops.rule_academy_time_zone
-- Traps:    open, negative and longer than {academy.longest_stay_hours:hours}: lasts 0; hours are counted from the year 1, and
--           time in whole microseconds, since fractions of minutes do not add up exactly; the parts of a date are floats,
--           exact because each is small; where clocks are changed meanwhile more_hours says nothing
create function mgmt.stay_on_clock(checked_in_at timestamptz, checked_out_at timestamptz)
returns table (first_hour integer, more_hours integer, began bigint, lasted bigint, is_clock_changed boolean)
language sql immutable parallel safe
begin atomic
    select
        clock.first_hour,
        (greatest(clock.began + clock.lasted - 1, clock.began) / 3600000000)::integer as more_hours,
        clock.began,
        clock.lasted,
        case
            when clock.lasted > 0
                then
                    (stay_on_clock.checked_out_at at time zone ops.rule_academy_time_zone()) - clock.came
                    <> stay_on_clock.checked_out_at - stay_on_clock.checked_in_at
            else false
        end as is_clock_changed
    from (
        select
            local.came,
            (local.came::date - date '0001-01-01') * 24 + date_part('hour', local.came)::integer as first_hour,
            (date_part('minute', local.came) * 60000000 + date_part('microseconds', local.came))::bigint as began,
            case
                when
                    stay_on_clock.checked_out_at > stay_on_clock.checked_in_at
                    and stay_on_clock.checked_out_at <= stay_on_clock.checked_in_at + mgmt.longest_stay()
                    then round(
                        date_part('epoch', stay_on_clock.checked_out_at - stay_on_clock.checked_in_at) * 1000000
                    )::bigint
                else 0
            end as lasted
        from (
            select stay_on_clock.checked_in_at at time zone ops.rule_academy_time_zone() as came
            where mgmt.is_on_calendar(stay_on_clock.checked_in_at)
            -- Computes it once per check-in, not once per use; below likewise.
            offset 0 -- noqa: AM09
        ) as local
        offset 0 -- noqa: AM09
    ) as clock;
end;

comment on function mgmt.stay_on_clock(timestamptz, timestamptz) is
    'A check-in on the clock of the study centre: its first hour, how many more it touches, and microseconds.';

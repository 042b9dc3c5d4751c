-- mgmt.hours_over_change (function)
-- Question: over which local hours does a check-in spread during which clocks are put forward or back?
-- Grain:    one row per local date and hour that it touches; the first one carries the session
-- Reads:    ops.clock_change, ops.rule_academy_time_zone
-- Traps:    an hour that comes twice is one row, with the time of both; one that is skipped is none; right for any stay with
--           time, but much slower than adding, so that only those during which clocks are changed come here
create function mgmt.hours_over_change(checked_in_at timestamptz, checked_out_at timestamptz)
returns table (on_day date, hour smallint, sessions integer, microseconds bigint)
language plpgsql immutable parallel safe
rows 10
as $$
declare
    zone constant text := ops.rule_academy_time_zone();
    moments timestamptz[] := '{}';
    moment timestamptz := checked_in_at;
    clock timestamp;
    hour_ends timestamptz;
begin
    -- From moment to moment, until another hour begins on the clock.
    while moment < checked_out_at loop
        moments := moments || moment;
        clock := moment at time zone zone;
        hour_ends := least(moment + (date_trunc('hour', clock) + interval '1 hour' - clock), checked_out_at);
        moment := coalesce(ops.clock_change(zone, moment, hour_ends), hour_ends);
    end loop;
    return query
    select
        (piece.began_at at time zone zone)::date,
        date_part('hour', piece.began_at at time zone zone)::smallint,
        count(*) filter (where piece.number = 1)::integer,
        sum(round(date_part('epoch', piece.ended_at - piece.began_at) * 1000000))::bigint
    from unnest(moments, moments[2:] || checked_out_at) with ordinality as piece (began_at, ended_at, number)
    group by 1, 2;
end;
$$;

comment on function mgmt.hours_over_change(timestamptz, timestamptz) is
    'The local hours of one check-in during which clocks are changed, with the exact time in each.';

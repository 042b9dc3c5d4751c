-- ops.day_begins (function)
-- Question: at which moment does a day begin in a zone, whatever its clocks do around midnight?
-- Grain:    one moment: the first one that the zone dates by this day, or by a later one where it has no such day
-- Reads:    ops.clock_change
-- Traps:    `at time zone` says so too, and faster, for days around whose midnight no clock is changed; of two midnights it
--           takes the second, and of a day that begins at 1 h because clocks were put forward before 24 h too late a moment
create function ops.day_begins(zone text, day date) returns timestamptz
language plpgsql immutable parallel safe
as $$
declare
    midnight timestamptz := day::timestamp at time zone zone;
    before timestamptz := midnight - interval '24 hours';
    after timestamptz := midnight + interval '24 hours';
    changed_at timestamptz := ops.clock_change(zone, before, after);
    by_old_time timestamptz := before + (day::timestamp - (before at time zone zone));
begin
    if changed_at is null then
        return midnight;
    end if;
    if by_old_time < changed_at then
        return by_old_time;
    end if;
    return greatest(changed_at, after - ((after at time zone zone) - day::timestamp));
end;
$$;

comment on function ops.day_begins(text, date) is 'Moment at which a day begins in a zone.';

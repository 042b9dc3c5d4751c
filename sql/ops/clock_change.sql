-- ops.clock_change (function)
-- Question: at which moment between two others are the clocks of a zone put forward or back?
-- Grain:    one moment, the first of the new time; null where they go on as before
-- Reads:    none
-- Traps:    after the first moment, at the last one at the latest; halves the span until a second is left, since zones
--           change at whole seconds; moments less than two days apart, for no zone has changed twice so soon since 1900
create function ops.clock_change(zone text, since timestamptz, until timestamptz) returns timestamptz
language plpgsql immutable parallel safe
as $$
declare
    before timestamptz := date_trunc('second', since);
    after timestamptz := date_trunc('second', until);
    shift interval := (since at time zone zone) - (since at time zone 'UTC');
    middle timestamptz;
begin
    if (until at time zone zone) - (until at time zone 'UTC') = shift then
        return null;
    end if;
    while after > before + interval '1 second' loop
        middle := date_trunc('second', before + (after - before) / 2);
        if (middle at time zone zone) - (middle at time zone 'UTC') = shift then
            before := middle;
        else
            after := middle;
        end if;
    end loop;
    return after;
end;
$$;

comment on function ops.clock_change(text, timestamptz, timestamptz) is
    'First moment of a zone''s new time, if its clocks are put forward or back after one moment and by another.';

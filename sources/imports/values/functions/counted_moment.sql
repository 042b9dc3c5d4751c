-- imports.counted_moment (function)
-- Question: which moment does a number say that counts seconds, milliseconds or days?
-- Grain:    one moment, null where there is none
-- Reads:    none
-- Traps:    a small number is some other number: 5 is no second of 1970, 2018 no day of 1905, and 0 is how programs write
--           never; so the first second is of March 1973, the first day of May 1927; days are a spreadsheet's, on the
--           zone's clock, to the millisecond
create or replace function imports.counted_moment(value text, format text, zone text) returns timestamptz
language plpgsql immutable parallel safe as $$
declare
    counted double precision;
begin
    if value !~ '^\s*[0-9]{1,15}(?:[.,][0-9]+)?\s*$' then
        return null;
    end if;
    counted := replace(value, ',', '.')::double precision;
    if format = 'excel serial' then
        if counted < 10000 or counted >= 109939 then
            return null;
        end if;
        return (
            timestamp '1899-12-30' + make_interval(secs => round((counted * 86400000)::numeric)::double precision / 1000)
        ) at time zone zone;
    end if;
    if format = 'epoch milliseconds' then
        counted := counted / 1000;
    end if;
    if counted < 100000000 or counted >= 7258118400 then
        return null;
    end if;
    return to_timestamp(counted);
end;
$$;

comment on function imports.counted_moment(text, text, text) is
    'The moment that a number counts: seconds or milliseconds since 1970, or a spreadsheet''s days.';

-- imports.spelled_moment (function)
-- Question: which moment does a text spell by a format?
-- Grain:    one moment, null where there is none
-- Reads:    imports.spelled_parts, imports.usually_spelled
-- Traps:    an hour that the zone's clock skips is read an hour later, one that it has twice is the later of the two, as
--           PostgreSQL reads them; years before 1900 and after 2199 are mistakes of typing; usual is what
--           imports.format_usual says of the format, or null
create or replace function imports.spelled_moment(value text, usual text[], pattern text, places integer[], zone text) returns timestamptz
language plpgsql immutable parallel safe as $$
declare
    plain text;
    part double precision[];
    local timestamp;
begin
    if value ~ usual[1] then
        if usual[3] is null then
            return (to_timestamp(value || ' +00', usual[2]) at time zone 'UTC') at time zone zone;
        end if;
        plain := imports.usually_spelled(value, usual);
        if usual[3] like '%z' and plain is not null then
            return to_timestamp(plain, usual[2]);
        elsif plain is not null then
            return (to_timestamp(plain, usual[2]) at time zone 'UTC') at time zone zone;
        end if;
    end if;
    part := imports.spelled_parts(value, pattern, places);
    if part is null or part[1] not between 1900 and 2199 or part[2] not between 1 and 12 or part[3] not between 1 and 31 then
        return null;
    end if;
    if part[3] > 28 and part[3] > extract(day from make_date(part[1]::integer, part[2]::integer, 1) + interval '1 month -1 day') then
        return null;
    end if;
    if part[8] > 0 then
        part[4] := case when part[4] <= 12 then mod(part[4]::integer, 12) + case part[8] when 2 then 12 else 0 end else 24 end;
    end if;
    if part[4] > 23 or part[5] > 59 or part[6] >= 60 or abs(part[7]) > 960 then
        return null;
    end if;
    local := make_timestamp(
        part[1]::integer, part[2]::integer, part[3]::integer, part[4]::integer, part[5]::integer, part[6]
    );
    if part[7] is not null then
        return local at time zone 'UTC' - make_interval(mins => part[7]::integer);
    end if;
    return local at time zone zone;
end;
$$;

comment on function imports.spelled_moment(text, text[], text, integer[], text) is
    'The moment that a text spells, on a clock of the zone where the text has no offset.';

-- imports.spelled_parts (function)
-- Question: which year, month, day and time does a text spell by a format?
-- Grain:    one array: year, month, day, hour, minute, second, offset in minutes, 1 for AM and 2 for PM; null where the
--           text has another form
-- Reads:    imports.month_number, imports.offset_minutes, imports.plain_text
-- Traps:    whether such a day and hour exist is another question; a month of an unknown name is 0
create or replace function imports.spelled_parts(value text, pattern text, places integer[]) returns double precision[]
language plpgsql immutable strict parallel safe as $$
declare
    pieces text[] := regexp_match(value, pattern);
    year text;
    month text;
begin
    if pieces is null then
        pieces := regexp_match(imports.plain_text(value), pattern);
        if pieces is null then
            return null;
        end if;
    end if;
    year := pieces[places[1]];
    month := pieces[places[2]];
    return array[
        year::integer + case when length(year) > 2 then 0 when year < '69' then 2000 else 1900 end,
        case when month ~ '^[0-9]' then month::integer else coalesce(imports.month_number(month), 0) end,
        pieces[places[3]]::integer,
        coalesce(pieces[places[4]]::integer, 0),
        coalesce(pieces[places[5]]::integer, 0),
        coalesce((pieces[places[6]] || coalesce('.' || left(pieces[places[7]], 6), ''))::double precision, 0),
        imports.offset_minutes(pieces[places[9]]),
        case lower(left(pieces[places[8]], 1)) when 'a' then 1 when 'p' then 2 else 0 end
    ];
end;
$$;

comment on function imports.spelled_parts(text, text, integer[]) is
    'Year, month, day, hour, minute, second, offset in minutes, and 1 for AM or 2 for PM, as a text spells them.';

-- imports.usually_spelled (function)
-- Question: how is a text to be written for to_timestamp to read it, who knows no weekdays, nor months but English ones?
-- Grain:    one text; null where a month has no known name, or not so many days
-- Reads:    imports.month_number
-- Traps:    usual is what imports.format_usual says of its format, and the text one of those that it is for
create or replace function imports.usually_spelled(value text, usual text[]) returns text
language plpgsql immutable parallel safe as $$
declare
    plain text := value;
    name text;
    month integer;
    day text;
begin
    if usual[3] like 'w%' then
        plain := substr(plain, strpos(plain, ' ') + 1);
    end if;
    if usual[4] is not null then
        name := split_part(plain, usual[4], usual[5]::integer);
        month := imports.month_number(rtrim(name, '.'));
        day := left(split_part(plain, usual[4], usual[6]::integer), 2);
        if month is null or day ~ '^(?:29|3[01])' and (month = 2 or day = '31' and month in (4, 6, 9, 11)) then
            return null;
        end if;
        plain := replace(plain, name, month::text);
    end if;
    if usual[3] like '%p' then
        return rtrim(plain, 'mM. ') || 'm +00';
    elsif usual[3] not like '%z' then
        return plain || ' +00';
    elsif right(plain, 3) like ':%' then
        return plain;
    end if;
    return left(plain, -2) || ':' || right(plain, 2);
end;
$$;

comment on function imports.usually_spelled(text, text[]) is
    'A text as to_timestamp reads it: no weekday, months as numbers, AM or PM, an offset.';

-- imports.format_reading (function)
-- Question: which texts does a format of strptime read, and where in them is what?
-- Grain:    one array: a regular expression, then the groups of it that hold year, month, day, hour, minute, second,
--           fraction, AM or PM, and offset; 0 where there is none
-- Reads:    none
-- Traps:    null for what is no format of a date; a date and a time after it are read with whatever separators, with or
--           without the time, its seconds and their fraction, and a year at the end of two digits or four; any other
--           order, and digits without separators, are read to the letter
create or replace function imports.format_reading(format text) returns text[]
language plpgsql immutable strict parallel safe as $$
declare
    name constant text := '[^-0-9 /.,:]+';
    separator constant text := '(?: *[-/.,] *| +)';
    meridiem constant text := '([AaPp]\.? ?[Mm]\.?)';
    distance constant text := '((?:UTC|GMT|Z|z)? ?(?:[-+][0-9]{1,2}(?::?[0-9]{2})?)?(?: \([^)]*\))?)';
    spelled constant text := replace(replace(replace(replace(regexp_replace(format, '%-([a-zA-Z])', '%\1', 'g'),
        '%T', '%H:%M:%S'), '%R', '%H:%M'), '%F', '%Y-%m-%d'), '%D', '%m/%d/%y');
    is_regular constant boolean := spelled ~ ('^(?:%[aA],? +)?%[dmbBYy](?:[-/. ]|, | \w+ )%[dmbBYy](?:[-/. ]|, | \w+ )%[dmbBYy]'
        || '(?:(?:,? |T)%[HI][:.]%M(?:[:.]%S(?:[.,]%f)?)?(?: ?%p)?(?: ?%[zZ])?)?$');
    pattern text := '^ *';
    groups text := '';
    piece text;
begin
    if spelled !~ '%[Yy]' or spelled !~ '%[mbB]' or spelled !~ '%d' then
        return null;
    end if;
    for piece in
        select cut.parts[1]
        from regexp_matches(
            case when is_regular then regexp_replace(spelled, '(?:,? |T)%[HI].*$', '') else spelled end, '%.|[^%]+', 'g'
        ) as cut (parts)
    loop
        groups := groups || case
            when piece !~ '^%[a-zA-Z]' or piece in ('%a', '%A') then ''
            else translate(right(piece, 1), 'ybBIZ', 'YmmHz')
        end;
        pattern := pattern || case
            when piece in ('%a', '%A') then name || '\.?'
            when piece in ('%b', '%B') then '(' || name || ')\.?'
            when piece = '%Y' and (groups = 'Y' or not is_regular) then '([0-9]{4})'
            when piece = '%y' and (groups = 'Y' or not is_regular) then '([0-9]{2})'
            when piece in ('%Y', '%y') then '([0-9]{2}(?:[0-9]{2})?)'
            -- Digits without separators take two places each.
            when piece in ('%m', '%d', '%H', '%I', '%M', '%S') then
                case when spelled ~ ('%[a-zA-Z]' || piece || '|' || piece || '%') then '([0-9]{2})' else '([0-9]{1,2})' end
            when piece = '%f' then '([0-9]{1,9})'
            when piece = '%p' then meridiem
            when piece in ('%z', '%Z') then distance
            when piece = '%%' then '%'
            when piece ~ '^%' then null
            when not is_regular
                then regexp_replace(regexp_replace(piece, '([][\\^$.|?*+(){}])', '\\\1', 'g'), ' +', ' +', 'g')
            when piece ~ '\w' then ' +' || regexp_replace(btrim(piece), '^del?$', 'del?') || ' +'
            else separator
        end;
    end loop;
    if is_regular then
        pattern := pattern || '(?:(?:[ ,]+|T)([0-9]{1,2})[:.]([0-9]{2})(?:[:.]([0-9]{2})(?:[.,]([0-9]{1,9}))?)?'
            || case when spelled ~ '%p' then ' ?' || meridiem else '' end
            || case when spelled ~ '%[zZ]' then ' ?' || distance else '' end || ')?';
        groups := groups || 'HMSf' || case when spelled ~ '%p' then 'p' else '' end
            || case when spelled ~ '%[zZ]' then 'z' else '' end;
    end if;
    return array[pattern || ' *$'] || array(
        select strpos(groups, part)::text
        from unnest(array['Y', 'm', 'd', 'H', 'M', 'S', 'f', 'p', 'z']) with ordinality as parts (part, place)
        order by place
    );
end;
$$;

comment on function imports.format_reading(text) is 'What a format of strptime reads: a regular expression and which of its groups hold what.';

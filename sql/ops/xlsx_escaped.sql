-- ops.xlsx_escaped (function)
-- Question: how does a text that no XML may hold, or that is too long, stand in a cell of a workbook?
-- Grain:    one text
-- Reads:    none
-- Traps:    a character that XML forbids is written _x0001_, and what looks like one is escaped itself; Excel refuses a
--           workbook with a cell of more than 32,767 UTF-16 units, so that a longer one is cut and ends in …
create function ops.xlsx_escaped(value text) returns text
language sql immutable parallel safe
return (
    select string_agg(
        case
            when letters.letter ~ '[\u0001-\u0008\u000b-\u001f\ufffe\uffff]'
                then '_x' || lpad(upper(to_hex(ascii(letters.letter))), 4, '0') || '_'
            else letters.letter
        end,
        '' order by letters.place
    )
    from regexp_split_to_table(
        regexp_replace(
            case
                when octet_length(value) <= 32767 then value
                when value ~ '[\U00010000-\U0010ffff]' and length(value) > 16000 then left(value, 16000) || '…'
                when length(value) > 32000 then left(value, 32000) || '…'
                else value
            end,
            '_(x[0-9A-Fa-f]{4}_)', '_x005F_\1', 'g'
        ),
        ''
    ) with ordinality as letters (letter, place)
);

comment on function ops.xlsx_escaped(text) is 'A text as a cell of a workbook holds it, before XML escapes.';

-- ops.digits_by_value (function)
-- Question: how is a text written so that the digits in it compare by their value, A2 before A10?
-- Grain:    one text, to be compared byte by byte
-- Reads:    none
-- Traps:    before a number's significant digits stands how many there are: 1 to 8, then 90 to 98, then 990 …, which
--           compare as the counts do, however long the number; leading zeros do not count
create function ops.digits_by_value(value text) returns text
language plpgsql immutable strict parallel safe as $$
declare
    written text := '';
    piece text[];
    digits text;
begin
    for piece in select regexp_matches(value, '([^0-9]*)([0-9]*)', 'g') loop
        written := written || piece[1];
        if piece[2] <> '' then
            digits := coalesce(nullif(ltrim(piece[2], '0'), ''), '0');
            written := written || repeat('9', length(digits) / 9) || length(digits) % 9 || digits;
        end if;
    end loop;
    return written;
end;
$$;

comment on function ops.digits_by_value(text) is
    'The text with each number led by the count of its significant digits, so that numbers compare by value.';

-- ops.csv_text (function)
-- Question: how is a text written into a CSV file, so that no spreadsheet takes a part of it for a formula?
-- Grain:    one text
-- Reads:    none
-- Traps:    a spreadsheet of a region whose lists are separated otherwise splits cells at semicolons, tabs and line
--           ends, and at commas where the file itself is separated otherwise: each part is guarded, behind blanks too
create function ops.csv_text(value text, separator text) returns text
language sql immutable parallel safe
return case
    when
        value ~ (
            '(^|[;\t\r\n' || case separator when ',' then '' else ',' end
            || '])[ \v\f\u00a0\u2000-\u200f\u2028-\u202f\u3000\ufeff]*[-=+@＝＋－＠]|^[\t\r]'
        )
        then regexp_replace(
            value,
            '(^|[;\t\r\n' || case separator when ',' then '' else ',' end
            || '])(?=[ \v\f\u00a0\u2000-\u200f\u2028-\u202f\u3000\ufeff]*[-=+@＝＋－＠])|^(?=[\t\r])',
            '\1''', 'g'
        )
    else value
end;

comment on function ops.csv_text(text, text) is
    'A text for a CSV file of that separator: an apostrophe stands before whatever could run as a formula.';

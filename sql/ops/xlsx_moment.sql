-- ops.xlsx_moment (function)
-- Question: how is a date or a wall clock's time written as a cell of a workbook?
-- Grain:    one XML element
-- Reads:    ops.xlsx_text
-- Traps:    workbooks count days from 1900 with a day that never was, up to 9999: what lies outside is text
create function ops.xlsx_moment(value timestamp, style integer, written text) returns text
language sql immutable parallel safe
return case
    when value >= '1900-03-01' and value < '10000-01-01'
        then
            '<c s="' || style || '"><v>'
            || trim_scale(round(extract(epoch from value - timestamp '1899-12-30') / 86400, 10)) || '</v></c>'
    else ops.xlsx_text(written)
end;

comment on function ops.xlsx_moment(timestamp, integer, text) is
    'A date or time as a cell of a workbook in the given style, or the text beside it where a workbook cannot count so far.';

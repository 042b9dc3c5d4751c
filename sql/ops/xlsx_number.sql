-- ops.xlsx_number (function)
-- Question: how is a number, given as text, written as a cell of a workbook?
-- Grain:    one XML element
-- Reads:    ops.xlsx_text
-- Traps:    workbooks keep 15 digits: a longer whole number, NaN and the infinities are text
create function ops.xlsx_number(value text) returns text
language sql immutable parallel safe
return case
    when length(value) > 15 and value ~ '^-?[0-9]{16,}$' or value in ('NaN', 'Infinity', '-Infinity')
        then ops.xlsx_text(value)
    else '<c><v>' || value || '</v></c>'
end;

comment on function ops.xlsx_number(text) is 'A number as a cell of a workbook.';

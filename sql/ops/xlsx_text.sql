-- ops.xlsx_text (function)
-- Question: how is a text written as a cell of a workbook?
-- Grain:    one XML element
-- Reads:    ops.xlsx_escaped
-- Traps:    typed as text, so that it never is a formula, a number or a date; one line of XML, whatever stands in it
create function ops.xlsx_text(value text) returns text
language sql immutable parallel safe
return '<c t="inlineStr"><is><t xml:space="preserve">' || replace(replace(replace(replace(
    case
        when octet_length(value) > 32767 or value ~ '[\u0001-\u0008\u000b-\u001f\ufffe\uffff]|_x[0-9A-Fa-f]{4}_'
            then ops.xlsx_escaped(value)
        else value
    end,
    '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), E'\n', '&#10;'
) || '</t></is></c>';

comment on function ops.xlsx_text(text) is 'A text as a cell of a workbook.';

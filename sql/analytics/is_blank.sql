-- analytics.is_blank (function)
-- Question: is there nothing to read in this text?
-- Grain:    true or false
-- Reads:    none
-- Traps:    a missing text is blank too; white space is nothing; the same as timeline.is_blank
create function analytics.is_blank(value text) returns boolean
language sql immutable parallel safe
-- Text that starts above the white space is not blank: most need not be trimmed to know.
return coalesce(value < '!' collate "C" and btrim(value, e' \t\n\r\f\x0b') = '', true);

comment on function analytics.is_blank(text) is 'Whether the text is missing or nothing but white space.';

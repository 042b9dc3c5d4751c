-- analytics.is_blank (function)
-- Question: is nothing but white space written in this text?
-- Grain:    one truth value
-- Reads:    none
-- Traps:    null for null; the first comparison is cheap and settles nearly all: blanks sort before '!', byte by byte
create function analytics.is_blank(value text) returns boolean
language sql immutable parallel safe
return value collate "C" < '!' and btrim(value, e' \t\n\r\f\x0b') = '';

comment on function analytics.is_blank(text) is 'Whether the text is empty or nothing but white space.';

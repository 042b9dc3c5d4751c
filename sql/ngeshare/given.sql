-- ngeshare.given (function)
-- Question: was anything written into this text?
-- Grain:    the text itself, or null
-- Reads:    none
-- Traps:    text of nothing but white space counts as missing; other text is returned untrimmed
create function ngeshare.given(value text) returns text
language sql immutable parallel safe
return case when btrim(value, e' \t\n\r\f\x0b') <> '' then value end;

comment on function ngeshare.given(text) is 'The text, or null where it is blank.';

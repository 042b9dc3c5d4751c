-- imports.plain_text (function)
-- Question: how is a value written that a program has spelled with blanks of its own?
-- Grain:    one text
-- Reads:    none
-- Traps:    marks without a width go, blanks of any width and line breaks are one blank
create or replace function imports.plain_text(value text) returns text
language sql immutable parallel safe as $$
    select regexp_replace(
        btrim(translate(value, U&'\00a0\202f\2007\2009\2002\2003' || e'\t\r\n' || U&'\200b\200e\200f\feff', repeat(' ', 9))),
        ' +', ' ', 'g'
    )
$$;

comment on function imports.plain_text(text) is 'The text with single plain blanks inside and none around.';

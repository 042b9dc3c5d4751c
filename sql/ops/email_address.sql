-- ops.email_address (function)
-- Question: which e-mail address is written in a text, whoever typed it?
-- Grain:    one text, or null
-- Reads:    none
-- Traps:    white space around it and case say nothing; accents do: ana@ and aná@ are two mailboxes
create function ops.email_address(value text) returns text
language sql immutable parallel safe
return nullif(lower(btrim(value, e' \t\n\r\f\x0b')), '');

comment on function ops.email_address(text) is
    'The address, by which two texts are compared; null where the text is missing or nothing but white space.';

-- imports.key (function)
-- Question: by which text is a person or a thing known, whoever typed it?
-- Grain:    one text, null where nothing is written
-- Reads:    none
-- Traps:    blanks around it and, of an e-mail address, case say nothing; accents are compared in one Unicode form
create or replace function imports.key(value text) returns text
language plpgsql immutable strict parallel safe as $$
declare
    plain text := btrim(value, U&' \00a0\202f\2009\200b\feff' || e'\t\r\n');
begin
    if octet_length(plain) <> length(plain) then
        plain := normalize(plain, nfc);
    end if;
    if plain ~ '^[^\s@]+@[^\s@]+$' then
        plain := lower(plain);
    end if;
    return nullif(plain, '');
end;
$$;

comment on function imports.key(text) is 'The text without blanks around it, an e-mail address in lower case; null where nothing is written.';

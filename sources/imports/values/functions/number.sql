-- imports.number (function)
-- Question: which number does a text say, with this sign before its decimals?
-- Grain:    one number, null where it cannot be read
-- Reads:    none
-- Traps:    thousands may be set apart by the other sign, blanks or apostrophes, and then in groups of three, or the text
--           is no number: 1,5 is not 15; a percent sign behind says nothing, 85 % is 85
create or replace function imports.number(value text, "decimal" text) returns numeric
language plpgsql immutable parallel safe as $$
declare
    plain text := value;
begin
    if "decimal" = ',' then
        plain := translate(plain, ',.', '.,');
    end if;
    if plain ~ '^-?[0-9]{1,15}(?:\.[0-9]{1,15})?$' then
        return plain::numeric;
    end if;
    plain := btrim(translate(plain, U&' \00a0\202f\2009\2212''\2019' || e'\t\r\n', '    -'''''));
    if plain ~ '^[-+]?(?:[0-9]+|[1-9][0-9]{0,2}(?:(?:,[0-9]{3})+|(?: [0-9]{3})+|(?:''[0-9]{3})+))?(?:\.[0-9]+)?(?:[eE][-+]?[0-9]{1,2})?(?: ?%)?$'
        and plain ~ '^[-+]?\.?[0-9]' then
        return translate(plain, ', ''%', '')::numeric;
    end if;
    return null;
end;
$$;

comment on function imports.number(text, text) is 'The number that a text says; null where it cannot be read.';

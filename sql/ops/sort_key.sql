-- ops.sort_key (function)
-- Question: where does a text stand in a list, in the order of the reader's language?
-- Grain:    some bytes, which compare alike in every database, whatever its collation
-- Reads:    ops.fold, ops.digits_by_value, ops.language
-- Traps:    without a language it is the reader's; letters first, without case and accents, then accents, then the text
--           itself, so that different texts never tie;
--           in Spanish ñ is a letter of its own after n: the greatest character follows its n
create function ops.sort_key(value text, language text default ops.language()) returns bytea
language plpgsql immutable strict parallel safe as $$
declare
    is_ascii boolean := octet_length(value) = length(value);
    letters text := value;
    accents text := '';
begin
    if not is_ascii then
        accents := lower(normalize(value, nfd));
        -- Letters of Greek, Cyrillic and later scripts come after the accents: only where these stand may count.
        if accents ~ '[\u0370-\U0010ffff]' then
            accents := rtrim(regexp_replace(accents, '[^\u0300-\u036f]', '.', 'g'), '.');
        end if;
        if language = 'es' then
            letters := regexp_replace(normalize(value, nfc), '[ñÑ]', U&'n\+10FFFF', 'g');
        end if;
    end if;
    letters := ops.fold(letters);
    if letters ~ '[0-9]' then
        letters := ops.digits_by_value(letters);
    end if;
    return convert_to(letters || e'\x01' || accents || e'\x01' || value, 'UTF8');
end;
$$;

comment on function ops.sort_key(text, text) is
    'Sort key of a text in a language (en, es, id): accents after letters, digits by value, in Spanish ñ after n.';

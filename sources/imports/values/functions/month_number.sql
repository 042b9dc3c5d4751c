-- imports.month_number (function)
-- Question: which month has this name?
-- Grain:    one number, null for what is no month
-- Reads:    none
-- Traps:    English, Spanish and Indonesian, whole and cut; case does not matter
create or replace function imports.month_number(name text) returns integer
language sql immutable parallel safe as $$
    select ('{
        "jan": 1, "january": 1, "ene": 1, "enero": 1, "januari": 1,
        "feb": 2, "february": 2, "febrero": 2, "februari": 2, "peb": 2, "pebruari": 2,
        "mar": 3, "march": 3, "marzo": 3, "maret": 3,
        "apr": 4, "april": 4, "abr": 4, "abril": 4,
        "may": 5, "mayo": 5, "mei": 5,
        "jun": 6, "june": 6, "junio": 6, "juni": 6,
        "jul": 7, "july": 7, "julio": 7, "juli": 7,
        "aug": 8, "august": 8, "ago": 8, "agosto": 8, "agu": 8, "agt": 8, "ags": 8, "agustus": 8,
        "sep": 9, "sept": 9, "september": 9, "septiembre": 9, "set": 9, "setiembre": 9,
        "oct": 10, "october": 10, "octubre": 10, "okt": 10, "oktober": 10,
        "nov": 11, "november": 11, "noviembre": 11, "nop": 11, "nopember": 11,
        "dec": 12, "december": 12, "dic": 12, "diciembre": 12, "des": 12, "desember": 12
    }'::jsonb -> lower(name))::integer
$$;

comment on function imports.month_number(text) is 'The number of a month, from its English, Spanish or Indonesian name.';

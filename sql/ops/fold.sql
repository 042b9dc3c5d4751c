-- ops.fold (function)
-- Question: which text is the same to a reader who does not mind case, accents, Unicode form and white space?
-- Grain:    one text; equal texts are one thing in every search, filter, bar and legend
-- Reads:    none
-- Traps:    letters that no form of Unicode takes apart are named one by one: ø, ł, đ, ð, ħ, ı, ŋ, ŧ as their plain letter,
--           ß, æ, œ, þ as two; capitals of Greek and Cyrillic are named too, since lower() leaves them alone in a database of
--           locale C; vowel signs of Indic and other scripts are letters and stay; a blank text is the empty text
create function ops.fold(value text) returns text
language plpgsql immutable strict parallel safe as $$
declare
    -- Accents of Latin, Greek and Cyrillic; points of Hebrew and Arabic; what has no width.
    marks constant text := '[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f'
        '\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4'
        '\u06e7\u06e8\u06ea-\u06ed\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]+';
    plain text := value;
begin
    if octet_length(plain) <> length(plain) then
        plain := regexp_replace(normalize(plain, nfkd), marks, '', 'g');
    end if;
    plain := lower(plain);
    -- Most texts are plain Latin letters by now.
    if octet_length(plain) <> length(plain) then
        plain := translate(
            plain,
            'øłđðħıŋŧØŁĐÐĦŊŦ’‘ʼ′‐‑‒–—−'
            'ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩς'
            'ЂЄЅІЈЉЊЋЏАБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯҐ',
            'olddhintolddhnt''''''''------'
            'αβγδεζηθικλμνξοπρστυφχψωσ'
            'ђєѕіјљњћџабвгдежзиклмнопрстуфхцчшщъыьэюяґ'
        );
        plain := replace(replace(replace(replace(plain, 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th');
        plain := replace(replace(replace(plain, 'Æ', 'ae'), 'Œ', 'oe'), 'Þ', 'th');
        plain := regexp_replace(plain, '[\u0085\u1680\u2028\u2029]', ' ', 'g');
    end if;
    if plain ~ '[\t-\r]|  |^ | $' then
        plain := btrim(regexp_replace(plain, '[\t-\r ]+', ' ', 'g'), ' ');
    end if;
    return plain;
end;
$$;

comment on function ops.fold(text) is
    'The text in lower case, without accents, in one Unicode form, with single blanks inside and none around.';

-- imports.format_usual (function)
-- Question: which texts of a format does PostgreSQL's own to_timestamp read, and by which template?
-- Grain:    one array: a regular expression of texts that are moments for sure, and a template; then, null where a text
--           stays as it is, what is to be done before (w: cut the weekday, n: write the month's name as a number, p: write
--           AM and PM plainly, z: its offset counts), the sign beside the name, and which of the parts between such signs
--           are the name and the day
-- Reads:    none
-- Traps:    null where there is no such template; this is five times faster than taking a text apart, but to_timestamp fails
--           for the 13th month: texts of 29 February, and those that are written otherwise than the format says, though it
--           reads them, are left to imports.spelled_parts
create or replace function imports.format_usual(format text) returns text[]
language plpgsql immutable strict parallel safe as $$
declare
    dated constant text := regexp_replace(format, '^%[aA],? ', '');
    named constant boolean := dated ~ '%[bB]';
    beside constant text := substring(dated from '%[bB]([-/. ])');
    before constant text := substring(dated from '^(.*)%[bB]');
    before_day constant text := substring(dated from '^(.*)%d');
    optional constant text := case when format ~ '%[a-zA-Z]%' then '' else '?' end;
    day constant text := '(?:0' || optional || '[1-9]|1[0-9]|2[0-8])';
    month constant text := '(?:0' || optional || '[1-9]|1[0-2])';
    of_30_days constant text := '(?:0' || optional || '[13-9]|1[0-2])';
    of_31_days constant text := '(?:0' || optional || '[13578]|1[02])';
    todo constant text := case when dated <> format then 'w' else '' end || case when named then 'n' else '' end
        || case when format ~ '%p$' then 'p' else '' end || case when format ~ '%z$' then 'z' else '' end;
    pattern text := case when dated <> format then '^[^ 0-9]+ ' else '^' end;
    template constant text := (
        select
            string_agg(
                coalesce('{
                    "%d": "DD", "%m": "MM", "%b": "MM", "%B": "MM", "%Y": "YYYY", "%y": "YY", "%H": "HH24", "%I": "HH12",
                    "%M": "MI", "%S": "SS", "%f": "US", "%p": "AM", "%z": "TZH:TZM"
                }'::jsonb ->> cut.parts[1], regexp_replace(cut.parts[1], '([[:alpha:]]+)', '"\1"', 'g')),
                '' order by cut.place
            )
        from regexp_matches(dated, '%.|[^%]+', 'g') with ordinality as cut (parts, place)
    );
    piece text;
    between text;
begin
    if dated ~ '%[^dmbByYHIMSfpz]|%p.|%z.|%p.*%z' or dated !~ '%[yY]' or dated !~ '%d[^%]*%[mbB]|%[mbB][^%]*%d'
        or translate(dated, 'bByI', 'mmYH') ~ '%(.).*%\1' or (dated ~ '%I') <> (dated ~ '%p')
        or regexp_replace(dated, '%.', '', 'g') ~ '[^-/., :[:alpha:]]'
        or named and (beside is null or before <> '' and right(before, 1) <> beside) then
        return null;
    end if;
    for piece in
        select cut.parts[1] from regexp_matches(dated, '%d[^%]*%[mbB]|%[mbB][^%]*%d| ?%p| ?%z|%.|[^%]+?(?= ?%|$)', 'g') as cut (parts)
    loop
        between := regexp_replace(regexp_replace(piece, '%.', '', 'g'), '([][\\^$.|?*+(){}])', '\\\1', 'g');
        pattern := pattern || case
            when piece ~ '%[bB]%|%[bB].+%'
                then '[[:alpha:]]+\.?' || between || '(?:0' || optional || '[1-9]|[12][0-9]|3[01])'
            when piece ~ '%[bB]'
                then '(?:0' || optional || '[1-9]|[12][0-9]|3[01])' || between || '[[:alpha:]]+\.?'
            when piece ~ '%d.*%'
                then format('(?:%1$s%2$s%3$s|(?:29|30)%2$s%4$s|31%2$s%5$s)', day, between, month, of_30_days, of_31_days)
            when piece ~ '%m.*%'
                then format('(?:%3$s%2$s%1$s|%4$s%2$s(?:29|30)|%5$s%2$s31)', day, between, month, of_30_days, of_31_days)
            when piece = '%Y' then '(?:19|20|21)[0-9]{2}'
            -- Of 69 PostgreSQL makes 2069, strptime 1969.
            when piece = '%y' then '(?:[0-57-9][0-9]|6[0-8])'
            when piece = '%H' then '(?:[01]' || optional || '[0-9]|2[0-3])'
            when piece = '%I' then '(?:0' || optional || '[1-9]|1[0-2])'
            when piece in ('%M', '%S') then '[0-5][0-9]'
            when piece = '%f' then '[0-9]{1,6}'
            when piece ~ '%p' then ' ?[AaPp]\.? ?[Mm]\.?'
            when piece ~ '%z' then ' ?(?:[+]0[0-9]|-0[1-9]|[-+]1[0-4]):?[0-5][0-9]'
            else between
        end;
    end loop;
    return array[
        pattern || '$', template || case when todo ~ 'z' then '' else ' TZH' end, nullif(todo, ''),
        beside,
        (length(before) - length(replace(before, beside, '')) + 1)::text,
        (length(before_day) - length(replace(before_day, beside, '')) + 1)::text
    ];
end;
$$;

comment on function imports.format_usual(text) is 'Texts of a format that PostgreSQL''s to_timestamp reads without harm, and its template.';

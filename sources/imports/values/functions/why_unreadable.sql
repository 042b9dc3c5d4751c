-- imports.why_unreadable (function)
-- Question: why is a text, of which imports.moment makes none, no moment?
-- Grain:    one sentence
-- Reads:    imports.plain_text, imports.spelled_parts
-- Traps:    meant is the format as imports.format_text says it, reading what imports.format_reading says of it; long texts
--           are cut
create or replace function imports.why_unreadable(value text, meant text, reading text[]) returns text
language plpgsql immutable parallel safe as $$
declare
    plain constant text := left(coalesce(imports.plain_text(value), ''), 60);
    part constant double precision[] := imports.spelled_parts(value, reading[1], reading[2:]::integer[]);
    month constant text := '(?:[0-9]{1,2}|[[:alpha:]]{3,}\.?)';
    date constant text := '(?:[0-9]{1,4}[-/., ]+(?:del? )?' || month || '[-/., ]+(?:del? )?[0-9]{1,4}'
        || '|[[:alpha:]]{3,}\.?[-/ ][0-9]{1,2}[-/, ]+[0-9]{2,4})';
begin
    if plain = '' then
        return 'nothing is written';
    elsif meant in ('epoch', 'epoch milliseconds') and plain ~ '^0+(?:[.,]0+)?$' then
        return 'a moment of 0 says never';
    elsif meant in ('epoch', 'epoch milliseconds', 'excel serial') and plain ~ '^[0-9]+(?:[.,][0-9]+)?$' then
        return format('%s counts to no moment between %s and 2199', plain, case meant when 'excel serial' then 1927 else 1973 end);
    elsif part is null and plain ~* '^[0-9]{1,2}[:h][0-9]{2}(?:[:.][0-9]{2})?(?:[.,][0-9]+)?(?: ?[ap]\.? ?m\.?)?$' then
        return format('"%s" is a time without a date', plain);
    elsif part is null and plain ~ ('^(?:' || month || '[-/., ]+(?:del? )?[0-9]{4}|[0-9]{4}[-/., ]' || month || ')$') then
        return format('"%s" is a month without a day', plain);
    elsif part is null and plain ~ ('^(?:[[:alpha:]]{2,}\.?,? )?' || date || '(?![0-9])') then
        return format('"%s" is written otherwise than the rest of the column', plain);
    elsif part is null then
        return format('"%s" is no moment', plain);
    elsif part[1] not between 1900 and 2199 then
        return format('the year %s is not between 1900 and 2199', part[1]);
    elsif part[2] = 0 and meant ~ '%[bB]' then
        return format('"%s" is no month', (regexp_match(imports.plain_text(value), reading[1]))[reading[3]::integer]);
    elsif part[2] not between 1 and 12 then
        return format('%s is no month', part[2]);
    elsif part[3] not between 1 and 31 then
        return format('%s is no day', part[3]);
    elsif part[3] > 28 and part[3] > extract(day from make_date(part[1]::integer, part[2]::integer, 1) + interval '1 month -1 day') then
        return format('%s %s %s does not exist', part[3], to_char(make_date(2000, part[2]::integer, 1), 'FMMonth'), part[1]);
    elsif part[4] > 23 or part[8] > 0 and part[4] > 12 then
        return format('%s is no hour%s', part[4], case part[8] when 1 then ' before AM' when 2 then ' before PM' else '' end);
    elsif part[5] > 59 then
        return format('%s is no minute', part[5]);
    elsif part[6] >= 60 then
        return format('%s is no second', part[6]);
    end if;
    return format('"%s" is too far from UTC', plain);
end;
$$;

comment on function imports.why_unreadable(text, text, text[]) is 'Why a text is no moment, in a sentence.';

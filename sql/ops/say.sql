-- ops.say (function)
-- Question: how is a sentence read, with its values in their places?
-- Grain:    one text per code and object of values; null for a code that is none
-- Reads:    ops.sentences
-- Traps:    the text that views give beside a code comes from here, so that both say the same; sentences in a list
--           ({"code", "values"} each) follow each other, or are joined by semicolons where they have no full stop, texts
--           by commas; English, unless the session has translations in the setting atalaya.sentences
--           ({"code": {"one", "many"}}), as one that writes a file may
create function ops.say(code text, given jsonb) returns text
language plpgsql stable parallel safe
as $$
declare
    translated jsonb := nullif(current_setting('atalaya.sentences', true), '')::jsonb -> code;
    sentence text;
    counted text;
    pieces text[];
    name text;
    told jsonb;
    said text := '';
begin
    select
        coalesce(translated ->> 'one', sentences.one, sentences.many),
        coalesce(translated ->> 'many', sentences.many)
    into counted, sentence
    from ops.sentences
    where sentences.code = say.code
    limit 1;
    if sentence is null then
        return null;
    end if;

    -- What stands between the braces alternates with what stands around them.
    pieces := string_to_array(replace(sentence, '}', '{'), '{');
    if counted <> sentence and given -> pieces[2] = '1' then
        pieces := string_to_array(replace(counted, '}', '{'), '{');
    end if;
    for place in 1..cardinality(pieces) loop
        name := pieces[place];
        told := given -> name;
        if place % 2 = 1 then
            said := said || name;
        elsif told is null then
            continue;
        elsif jsonb_typeof(told) = 'array' then
            said := said || coalesce(
                (
                    select
                        replace(
                            string_agg(
                                case
                                    when jsonb_typeof(item) = 'object' then ops.say(item ->> 'code', item -> 'values')
                                    else item #>> '{}'
                                end,
                                case when jsonb_typeof(item) = 'object' then '; ' else ', ' end
                                order by place_in_list
                            ),
                            '.; ', '. '
                        )
                    from jsonb_array_elements(told) with ordinality as listed (item, place_in_list)
                ),
                ''
            );
        elsif name like '%\_days' then
            said := said || ops.say('days', jsonb_build_object('days', told));
        elsif name like '%\_pct' then
            said := said || trim_scale((told #>> '{}')::numeric) || ' %';
        elsif name like '%\_at' then
            said := said || to_char((told #>> '{}')::timestamptz at time zone 'UTC', 'YYYY-MM-DD HH24:MI') || ' UTC';
        else
            said := said || coalesce(told #>> '{}', '');
        end if;
    end loop;
    return said;
end;
$$;

comment on function ops.say(text, jsonb) is
    'A sentence of ops.sentences, its values filled in; English, unless the session has translations.';

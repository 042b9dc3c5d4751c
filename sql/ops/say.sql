-- ops.say (function)
-- Question: how is a sentence read, with its values in their places?
-- Grain:    one text per code and object of values; null for a code that is none
-- Reads:    ops.sentences
-- Traps:    the text that views give beside a code comes from here, so that both say the same; a list of sentences
--           ({"code", "values"} each) is joined by semicolons, one of texts by commas; English, unless the session has
--           translations in the setting atalaya.sentences ({"code": {"one", "many"}}), as one that writes a file may
create function ops.say(code text, given jsonb) returns text
language plpgsql stable parallel safe
as $$
declare
    translated jsonb := nullif(current_setting('atalaya.sentences', true), '')::jsonb -> code;
    sentence text := (
        select
            case
                when given -> substring(sentences.many, '\{(\w+)\}') = '1'
                    then coalesce(translated ->> 'one', sentences.one, sentences.many)
                else coalesce(translated ->> 'many', sentences.many)
            end
        from ops.sentences
        where sentences.code = say.code
    );
begin
    return (
        select
            string_agg(
                piece[1]
                || coalesce(
                    case
                        when jsonb_typeof(given -> piece[2]) = 'array' then (
                            select
                                string_agg(
                                    case
                                        when jsonb_typeof(item) = 'object' then ops.say(item ->> 'code', item -> 'values')
                                        else item #>> '{}'
                                    end,
                                    case when jsonb_typeof(item) = 'object' then '; ' else ', ' end
                                    order by place_in_list
                                )
                            from jsonb_array_elements(given -> piece[2]) with ordinality as listed (item, place_in_list)
                        )
                        when piece[2] like '%\_days'
                            then ops.say('days', jsonb_build_object('days', given -> piece[2]))
                        when piece[2] like '%\_pct' then trim_scale((given ->> piece[2])::numeric) || ' %'
                        when piece[2] like '%\_at'
                            then to_char((given ->> piece[2])::timestamptz at time zone 'UTC', 'YYYY-MM-DD HH24:MI') || ' UTC'
                        else given ->> piece[2]
                    end,
                    ''
                ),
                '' order by place
            )
        from regexp_matches(sentence, '([^{]*)(?:\{(\w+)\})?', 'g') with ordinality as found (piece, place)
    );
end;
$$;

comment on function ops.say(text, jsonb) is
    'A sentence of ops.sentences, its values filled in; English, unless the session has translations.';

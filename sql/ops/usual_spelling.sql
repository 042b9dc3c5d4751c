-- ops.usual_spelling (function)
-- Question: by which of its spellings is a thing named?
-- Grain:    one text, of spellings that ops.fold takes for the same; times says how often each occurs (null: once)
-- Reads:    ops.sort_key
-- Traps:    white space around, and its amount inside, make no spelling of their own, nor does the Unicode form; of equally
--           frequent spellings the first in order; empty where all are blank
create function ops.usual_spelling(spellings text[], times bigint[] default null) returns text
language sql immutable parallel safe
begin atomic
    with
        written as (
            select
                btrim(regexp_replace(normalize(given.spelling, nfc), '\s+', ' ', 'g')) as spelling,
                coalesce(given.times, 1) as times
            from unnest(spellings, times) as given (spelling, times)
        ),

        counted as (
            select
                written.spelling,
                sum(written.times) as times
            from written
            where written.spelling <> ''
            group by written.spelling
        )

    select coalesce(
        (array_agg(counted.spelling order by counted.times desc, ops.sort_key(counted.spelling, 'en')))[1], ''
    )
    from counted;
end;

comment on function ops.usual_spelling(text[], bigint[]) is
    'The most frequent spelling of a thing that is spelt in several ways, without stray white space.';

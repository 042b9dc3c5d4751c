-- timeline.search_terms (function)
-- Question: what does a text have to contain to fit a search?
-- Grain:    one array, a term for each word of the search; empty where nothing is sought
-- Reads:    ops.fold
-- Traps:    one or two letters are looked for at the beginnings of words only: their term begins with a blank
create function timeline.search_terms(search text) returns text[]
language sql immutable parallel safe
return array(
    select case when length(word) < 3 then ' ' || word else word end
    from unnest(string_to_array(ops.fold(search), ' ')) as word
    where word <> ''
);

comment on function timeline.search_terms(text) is 'The words of a search, as they are compared.';

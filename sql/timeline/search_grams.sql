-- timeline.search_grams (function)
-- Question: which grams do all texts have that fit a search?
-- Grain:    one array; empty where nothing is sought
-- Reads:    timeline.grams, timeline.search_terms
-- Traps:    a text that has them need not fit: they may stand apart
create function timeline.search_grams(search text) returns text[]
language sql immutable parallel safe
return array(
    select distinct gram collate "C"
    from unnest(timeline.search_terms(search)) as term
    cross join lateral unnest(timeline.grams(term)) as gram
);

comment on function timeline.search_grams(text) is 'Grams of all the words of a search.';

-- ops.search_patterns (function)
-- Question: what does a folded text have to be like to fit a search?
-- Grain:    one array, a pattern for each word of the search; empty, so that everything fits, where nothing is sought
-- Reads:    ops.fold
-- Traps:    used as `ops.fold(text) like all (ops.search_patterns(search))`: words may stand in any order; % and _ mean themselves
create function ops.search_patterns(search text) returns text[]
language sql immutable parallel safe
return array(
    select '%' || regexp_replace(word, '([\\%_])', '\\\1', 'g') || '%' collate "C"
    from unnest(string_to_array(ops.fold(search), ' ')) as word
    where word <> ''
);

comment on function ops.search_patterns(text) is 'A pattern for like all, for each word of a search.';

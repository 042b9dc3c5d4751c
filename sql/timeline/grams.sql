-- timeline.grams (function)
-- Question: which three characters stand in a row in this text?
-- Grain:    one array, each gram once; a text of fewer than three characters is one itself
-- Reads:    none
-- Traps:    takes what went through ops.fold
create function timeline.grams(value text) returns text[]
language sql immutable parallel safe
return array(
    select distinct substr(value, place, 3) collate "C"
    from generate_series(1, greatest(length(value) - 2, 1)) as place
);

comment on function timeline.grams(text) is 'Each three characters in a row, once.';

-- ops.is_among (function)
-- Question: is this one of the things that the reader chose, however either is spelt?
-- Grain:    one truth value; where nothing is chosen everything is among it, also what is missing
-- Reads:    ops.fold
-- Traps:    none
create function ops.is_among(value text, chosen text[]) returns boolean
language sql immutable parallel safe
return cardinality(chosen) = 0
or coalesce(ops.fold(value) = any(array(select ops.fold(one) from unnest(chosen) as one)), false);

comment on function ops.is_among(text, text[]) is 'Whether a text is one of those chosen, or nothing is chosen.';

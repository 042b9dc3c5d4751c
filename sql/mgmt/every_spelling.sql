-- mgmt.every_spelling (function)
-- Question: how are these levels spelt in the facts?
-- Grain:    one array: the given levels, and all spellings of the same
-- Reads:    mgmt.levels, ops.is_among
-- Traps:    none given: none, which everywhere means everybody; a level that nobody has stays, and fits nobody
create function mgmt.every_spelling(chosen text[]) returns text[]
language sql stable parallel safe
return case
    when cardinality(chosen) = 0 then chosen
    else array(
        select one.level from unnest(chosen) as one (level)
        union
        select spelling.level
        from mgmt.levels
        cross join lateral unnest(levels.spellings) as spelling (level)
        where ops.is_among(levels.level, chosen)
    )
end;

comment on function mgmt.every_spelling(text[]) is 'The given levels in every spelling that the facts know.';

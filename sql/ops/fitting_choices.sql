-- ops.fitting_choices (function)
-- Question: which of these choices does the reader mean by what was typed?
-- Grain:    one row per choice that is the same text to a reader; if none is, per choice that has all the typed words
-- Reads:    ops.fold, ops.search_patterns
-- Traps:    without regard to case, accents and Unicode form; nothing fits a blank
create function ops.fitting_choices(choices text[], typed text)
returns table (choice text, place bigint)
language sql immutable parallel safe
begin atomic
    with
        fitting as (
            select
                given.choice,
                given.place,
                ops.fold(given.choice) = ops.fold(typed) as is_same
            from unnest(choices) with ordinality as given (choice, place)
            where ops.fold(typed) <> '' and ops.fold(given.choice) like all(ops.search_patterns(typed))
        )

    select
        fitting.choice,
        fitting.place
    from fitting
    where fitting.is_same or not exists (select from fitting as other where other.is_same)
    order by fitting.place;
end;

comment on function ops.fitting_choices(text[], text) is 'Choices that a typed text means, in their order.';

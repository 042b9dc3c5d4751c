-- mgmt.visits_in (function)
-- Question: after each of a student's visit days, which one came next?
-- Grain:    one row per visit day from the given position on
-- Reads:    none
-- Traps:    positions begin with 1; takes whole arrays, since picking elements one by one would unpack them each time
create function mgmt.visits_in(visit_days date[], first_position integer)
returns table (visited_on date, next_on date)
language sql immutable parallel safe
begin atomic
    select
        visit.visited_on,
        visit.next_on
    from unnest(
        visit_days[greatest(first_position, 1):],
        visit_days[greatest(first_position, 1) + 1:] || date 'infinity'
    ) as visit (visited_on, next_on)
    where visit.visited_on is not null;
end;

comment on function mgmt.visits_in(date[], integer) is
    'Visit days with the next one of each, infinity after the last, from ascending days.';

-- timeline.as_of (function)
-- Question: from which moment are lengths of time measured?
-- Grain:    one timestamptz
-- Reads:    timeline.midnight, ops.as_of, ops.as_of_day
-- Traps:    a date that somebody chose ends at its local end; write (select timeline.as_of()) in views
create function timeline.as_of() returns timestamptz
language sql stable parallel safe
return coalesce(timeline.midnight(ops.as_of_day() + 1), ops.as_of());

comment on function timeline.as_of() is 'ops.as_of(); of a bare date its end in the zone of these views.';

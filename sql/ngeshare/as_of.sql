-- ngeshare.as_of (function)
-- Question: from which moment are lengths of time measured?
-- Grain:    one timestamptz
-- Reads:    ops.as_of, ops.as_of_day, ngeshare.midnight
-- Traps:    a date that somebody chose ends at its local end; write (select ngeshare.as_of()) in views
create function ngeshare.as_of() returns timestamptz
language sql stable parallel safe
return coalesce(ngeshare.midnight(ops.as_of_day() + 1) at time zone 'UTC', ops.as_of());

comment on function ngeshare.as_of() is 'ops.as_of(); of a bare date its end in the zone of these views.';

-- mgmt.as_of (function)
-- Question: from which moment are lengths of time measured?
-- Grain:    one timestamptz
-- Reads:    mgmt.midnight, ops.as_of, ops.as_of_day
-- Traps:    a date that somebody chose ends at its local end; write (select mgmt.as_of()) in views
create function mgmt.as_of() returns timestamptz
language sql stable parallel safe
return coalesce(mgmt.midnight(ops.as_of_day() + 1), ops.as_of());

comment on function mgmt.as_of() is 'ops.as_of(); of a bare date its end in the zone of these views.';

-- ngeshare.iso_date (function)
-- Question: how is a date written inside a sentence?
-- Grain:    one text per date
-- Reads:    none
-- Traps:    does not depend on the session's date style or time zone
create function ngeshare.iso_date(day date) returns text
language sql stable parallel safe
return to_char(day::timestamp, 'YYYY-MM-DD');

comment on function ngeshare.iso_date(date) is 'A date as YYYY-MM-DD.';

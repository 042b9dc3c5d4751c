-- ops.as_of_day (function)
-- Question: from which date do the views look, where somebody chose a date and no moment?
-- Grain:    one date, or null
-- Reads:    none
-- Traps:    the same date in every zone; a moment has no date of its own, it falls on a local day of each domain
create function ops.as_of_day() returns date
language sql stable parallel safe
set datestyle = 'ISO, YMD'
return case
    when current_setting('atalaya.as_of', true) ~ '^\s*\d{4,}-\d{2}-\d{2}\s*$'
        then current_setting('atalaya.as_of', true)::date
end;

comment on function ops.as_of_day() is
    'The bare date in the setting atalaya.as_of, which is today in every domain; null where it holds a moment or nothing.';

-- ops.as_of_day (function)
-- Question: from which date do the views look, where somebody chose a date and no moment?
-- Grain:    one date, or null
-- Reads:    none
-- Traps:    the same date in every zone; a moment has no date of its own, it falls on a local day of each domain
create function ops.as_of_day() returns date
language sql stable parallel safe
return case
    when current_setting('atalaya.as_of', true) ~ '^\s*\d{4,}-\d{2}-\d{2}\s*$'
        -- Whatever the session's style of dates, and without a setting of its own, so that it is unfolded into its callers.
        then to_date(btrim(current_setting('atalaya.as_of', true)), 'YYYY-MM-DD')
end;

comment on function ops.as_of_day() is
    'The bare date in the setting atalaya.as_of, which is today in every domain; null where it holds a moment or nothing.';

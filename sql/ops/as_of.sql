-- ops.as_of (function)
-- Question: from which moment does every view look?
-- Grain:    one timestamptz
-- Reads:    ops.as_of_day
-- Traps:    a date ends when it ends in UTC: what belongs to a domain is measured from that domain's as_of(); a setting
--           without an offset is UTC, whatever the session's time zone; an empty setting means none
create function ops.as_of() returns timestamptz
language sql stable parallel safe
set timezone = 'UTC' set datestyle = 'ISO, YMD'
return coalesce(
    (ops.as_of_day() + 1)::timestamp at time zone 'UTC',
    nullif(current_setting('atalaya.as_of', true), '')::timestamptz,
    now()
);

comment on function ops.as_of() is
    'The moment views look from: that of the setting atalaya.as_of (UTC unless it has an offset; of a date its end in UTC), '
    'else now.';

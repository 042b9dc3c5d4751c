-- ops.as_of (function)
-- Question: from which moment does every view look?
-- Grain:    one timestamptz
-- Reads:    none
-- Traps:    a setting without an offset is UTC, whatever the session's time zone; an empty setting means none
create function ops.as_of() returns timestamptz
language sql stable parallel safe
set timezone = 'UTC' set datestyle = 'ISO, YMD'
return coalesce(nullif(current_setting('atalaya.as_of', true), '')::timestamptz, now());

comment on function ops.as_of() is
    'The moment every view looks from: the setting atalaya.as_of where it is set (UTC unless it has an offset), else now.';

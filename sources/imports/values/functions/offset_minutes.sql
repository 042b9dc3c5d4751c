-- imports.offset_minutes (function)
-- Question: how far from UTC is a clock, from how a moment ends: +2, +0200, -05:30, GMT+1, Z?
-- Grain:    one number of minutes
-- Reads:    none
-- Traps:    null where nothing is written; UTC, GMT and Z alone are 0
create or replace function imports.offset_minutes(distance text) returns integer
language sql immutable parallel safe as $$
    select case
        when btrim(distance) = '' then null
        when distance !~ '[-+][0-9]' then 0
        else (
            select
                case found[1] when '-' then -1 else 1 end
                * (found[2]::integer * 60 + coalesce(found[3]::integer, 0))
            from regexp_match(distance, '([-+])([0-9]{1,2}):?([0-9]{2})?') as found
        )
    end
$$;

comment on function imports.offset_minutes(text) is 'The minutes that a clock is ahead of UTC.';

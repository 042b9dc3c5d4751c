-- kpi.seconds_between (function)
-- Question: how many seconds lie between two moments?
-- Grain:    one number, exact to the microsecond
-- Reads:    none
-- Traps:    null where one is missing or infinite: no duration, and no reason to fail; negative where they are swapped;
--           taken to UTC first, since what depends on no session's zone is written into the query that calls it, which
--           takes a tenth of calling it
create function kpi.seconds_between(started_at timestamptz, ended_at timestamptz) returns numeric
language sql immutable parallel safe
return case
    when isfinite(started_at) and isfinite(ended_at)
        then extract(epoch from ended_at at time zone 'UTC') - extract(epoch from started_at at time zone 'UTC')
end;

comment on function kpi.seconds_between(timestamptz, timestamptz) is
    'Seconds from one moment to the other, exact; null where one is missing or infinite.';

-- analytics.is_open_too_long (function)
-- Question: was a session open for longer than a lesson can be?
-- Grain:    one truth value, null where it never started
-- Reads:    none
-- Traps:    more than 24 hours; one without an end is open up to the moment one looks from; infinite moments
--           cannot be subtracted before PostgreSQL 17, and only local ones can be added to at any time
create function analytics.is_open_too_long(started_at timestamptz, ended_at timestamptz, looked_at timestamptz)
returns boolean
language sql immutable parallel safe
return coalesce(ended_at, looked_at) at time zone 'UTC' > started_at at time zone 'UTC' + interval '24 hours';

comment on function analytics.is_open_too_long(timestamptz, timestamptz, timestamptz) is
    'Whether a session was open for more than 24 hours, which no lesson is.';

-- analytics.health (function)
-- Question: does what stands behind the classrooms' numbers work?
-- Grain:    one row per check
-- Reads:    analytics.health_of_numbers
-- Traps:    down: the numbers are old or missing; degraded: they are right, but slower or later than they should be
create function analytics.health()
returns table ("check" text, status text, detail text, observed_at timestamptz)
language sql stable
begin atomic
    select
        "check",
        status,
        detail,
        observed_at
    from analytics.health_of_numbers;
end;

comment on function analytics.health() is
    'What stands behind the classrooms'' numbers, check by check: ok, degraded or down.';

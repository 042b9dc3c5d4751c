-- analytics.catch_up (function)
-- Question: what do the facts become once all that waits for the clock or the next sync is done?
-- Grain:    writes as analytics.refresh_facts and analytics.close_hours do; returns how many rows or hours changed
-- Reads:    analytics.close_hours, analytics.refresh_presence, analytics.reroll_changed_hours
-- Traps:    called before the facts are compared with their rebuilt selves: what is only late is not wrong
create function analytics.catch_up() returns bigint
language plpgsql as $$
begin
    return analytics.refresh_presence() + analytics.reroll_changed_hours('sync') + analytics.close_hours(null);
end;
$$;

comment on function analytics.catch_up() is 'Does what waits for the hourly rollup or the next sync.';

-- ngeshare.window_start (function)
-- Question: from which local day on is production's attendance the whole truth?
-- Grain:    one date
-- Reads:    ngeshare.local_date, ops.rule_ngeshare_window_days
-- Traps:    follows the real clock, as the sync does, not ops.as_of(); what is older is memory
create function ngeshare.window_start() returns date
language sql stable parallel safe
return ngeshare.local_date(now() at time zone 'UTC') - ops.rule_ngeshare_window_days();

comment on function ngeshare.window_start() is
    'First local day of the window of {ngeshare.window_days:days} in which the warehouse is made equal to production.';

-- kpi.days_back (function)
-- Question: when does the local day begin that lies so many days before the first day of tomorrow?
-- Grain:    one timestamptz
-- Reads:    kpi.today, kpi.midnight
-- Traps:    the last n local days begin at days_back(n): today and the n - 1 days before; days_back(0) is kpi.horizon()
create function kpi.days_back(days integer) returns timestamptz
language sql stable parallel safe
return kpi.midnight(kpi.today() + 1 - days);

comment on function kpi.days_back(integer) is 'First moment of the last so many local days, today included.';

-- mgmt.trend_begins (function)
-- Question: on which local day do the trends, the heatmap and the parts of the day begin?
-- Grain:    one date
-- Reads:    mgmt.today, ops.rule_academy_trend_days
-- Traps:    with today they are {academy.trend_days:days}; write (select mgmt.trend_begins()), so that it is computed once
create function mgmt.trend_begins() returns date
language sql stable parallel safe
return mgmt.today() - ops.rule_academy_trend_days() + 1;

comment on function mgmt.trend_begins() is 'First of the {academy.trend_days:days} that end today.';

-- analytics.rule_figures (view)
-- Question: in how many schools do people read the zone of the rules?
-- Grain:    one row per figure
-- Reads:    analytics.school_zones, ops.rule_classwaves_time_zone
-- Traps:    asked before and after a change that is tried, in one transaction
create view analytics.rule_figures as
select
    'schools_in_the_zone' as figure,
    1 as position,
    count(*)::numeric as value
from analytics.school_zones
where school_zones.time_zone = ops.rule_classwaves_time_zone();

comment on view analytics.rule_figures is 'Figures that show what a change of rules does, one a row.';
comment on column analytics.rule_figures.figure is 'What is counted, as a code.';
comment on column analytics.rule_figures.position is 'Its place in the list.';
comment on column analytics.rule_figures.value is 'The number.';

-- ops.overall_health (view)
-- Question: is everything well behind the pages?
-- Grain:    one row
-- Reads:    ops.health
-- Traps:    warnings do not make it degraded
create view ops.overall_health as
select case when bool_or(status = 'error') then 'degraded' else 'ok' end as status
from ops.health;

comment on view ops.overall_health is 'Whether everything is well behind the pages.';
comment on column ops.overall_health.status is 'ok; degraded: some check is an error.';

-- ngeshare.active_facilitators (view)
-- Question: how many people lead an active group today?
-- Grain:    one row
-- Reads:    ngeshare.facilitator_activity, ngeshare.today
-- Traps:    counts the facilitator shown for a group, not its extra ones
create view ngeshare.active_facilitators as
select count(*)::integer as active_facilitators
from ngeshare.facilitator_activity
where
    facilitator_activity.since <= (select ngeshare.today())
    and facilitator_activity.until > (select ngeshare.today());

comment on view ngeshare.active_facilitators is 'Facilitators of at least one ACTIVE group.';
comment on column ngeshare.active_facilitators.active_facilitators is 'How many there are.';

-- ngeshare.named_facilitators (view)
-- Question: who facilitates, since when, and under which name?
-- Grain:    one row per user with a FACILITATOR membership
-- Reads:    ngeshare.facilitator_history, ngeshare.today
-- Traps:    the earliest FACILITATOR membership gives day and name; whether they were members before is asked elsewhere
create view ngeshare.named_facilitators as
select
    facilitator_id as user_id,
    facilitator_name as user_name,
    facilitator_since,
    facilitator_since_on
from ngeshare.facilitator_history
where since <= (select ngeshare.today()) and until > (select ngeshare.today());

comment on view ngeshare.named_facilitators is 'Everybody with a FACILITATOR membership, from the earliest one on.';
comment on column ngeshare.named_facilitators.user_id is 'The user.';
comment on column ngeshare.named_facilitators.user_name is 'Name of the user by that membership.';
comment on column ngeshare.named_facilitators.facilitator_since is 'Moment of the earliest FACILITATOR membership.';
comment on column ngeshare.named_facilitators.facilitator_since_on is 'Local date of it.';

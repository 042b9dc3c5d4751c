-- ngeshare.named_facilitators (view)
-- Question: who facilitates, since when, and under which name?
-- Grain:    one row per user with a FACILITATOR membership
-- Reads:    ngeshare.earliest_memberships
-- Traps:    the earliest FACILITATOR membership gives day and name; whether they were members before is asked elsewhere
create view ngeshare.named_facilitators as
select distinct on (earliest_memberships.user_id collate "C")
    earliest_memberships.user_id,
    earliest_memberships.user_name,
    earliest_memberships.joined_at as facilitator_since
from ngeshare.earliest_memberships
where earliest_memberships.role = 'FACILITATOR'
order by
    earliest_memberships.user_id collate "C",
    earliest_memberships.joined_at,
    earliest_memberships.membership_id collate "C";

comment on view ngeshare.named_facilitators is 'Everybody with a FACILITATOR membership, from the earliest one on.';
comment on column ngeshare.named_facilitators.user_id is 'The user.';
comment on column ngeshare.named_facilitators.user_name is 'Name of the user by that membership.';
comment on column ngeshare.named_facilitators.facilitator_since is 'Moment of the earliest FACILITATOR membership.';

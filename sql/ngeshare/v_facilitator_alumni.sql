-- ngeshare.v_facilitator_alumni (view)
-- Question: which facilitators were members before?
-- Grain:    one row per user with a FACILITATOR membership
-- Reads:    ngeshare.facilitator_history, ngeshare.today
-- Traps:    compares the earliest MEMBER joining time with the latest FACILITATOR one; equal times do not count
create view ngeshare.v_facilitator_alumni as
select
    facilitator_id,
    facilitator_name,
    is_alumni,
    member_since,
    facilitator_since
from ngeshare.facilitator_history
where since <= (select ngeshare.today()) and until > (select ngeshare.today());

comment on view ngeshare.v_facilitator_alumni is 'Every facilitator, and whether they came up through a group.';
comment on column ngeshare.v_facilitator_alumni.facilitator_id is 'The facilitator''s user id.';
comment on column ngeshare.v_facilitator_alumni.facilitator_name is
    'Name by the user''s earliest FACILITATOR membership.';
comment on column ngeshare.v_facilitator_alumni.is_alumni is
    'Whether some MEMBER membership began before the latest FACILITATOR membership.';
comment on column ngeshare.v_facilitator_alumni.member_since is
    'Earliest MEMBER joining moment; empty if never a member.';
comment on column ngeshare.v_facilitator_alumni.facilitator_since is 'Earliest FACILITATOR joining moment.';

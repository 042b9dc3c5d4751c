-- ngeshare.v_facilitator_alumni (view)
-- Question: which facilitators were members before?
-- Grain:    one row per user with a FACILITATOR membership
-- Reads:    ngeshare.named_facilitators, ngeshare.earliest_memberships, ngeshare.memberships
-- Traps:    compares the earliest MEMBER joining time with the latest FACILITATOR one; equal times do not count
create view ngeshare.v_facilitator_alumni as
with
    named as materialized (
        select
            named_facilitators.user_id,
            named_facilitators.user_name,
            named_facilitators.facilitator_since
        from ngeshare.named_facilitators
    ),

    latest as (
        select
            memberships.user_id,
            max(memberships.joined_at) as joined_at
        from ngeshare.memberships
        where memberships.role = 'FACILITATOR'
        group by memberships.user_id
    ),

    first_as_member as (
        select
            earliest_memberships.user_id,
            min(earliest_memberships.joined_at) as member_since
        from ngeshare.earliest_memberships
        where
            earliest_memberships.role = 'MEMBER'
            and earliest_memberships.user_id in (select named.user_id from named)
        group by earliest_memberships.user_id
    )

select
    named.user_id as facilitator_id,
    named.user_name as facilitator_name,
    coalesce(first_as_member.member_since < latest.joined_at, false) as is_alumni,
    first_as_member.member_since,
    named.facilitator_since
from named
inner join latest on latest.user_id = named.user_id
left join first_as_member on first_as_member.user_id = named.user_id;

comment on view ngeshare.v_facilitator_alumni is 'Every facilitator, and whether they came up through a group.';
comment on column ngeshare.v_facilitator_alumni.facilitator_id is 'The facilitator''s user id.';
comment on column ngeshare.v_facilitator_alumni.facilitator_name is
    'Name by the user''s earliest FACILITATOR membership.';
comment on column ngeshare.v_facilitator_alumni.is_alumni is
    'Whether some MEMBER membership began before the latest FACILITATOR membership.';
comment on column ngeshare.v_facilitator_alumni.member_since is
    'Earliest MEMBER joining moment; empty if never a member.';
comment on column ngeshare.v_facilitator_alumni.facilitator_since is 'Earliest FACILITATOR joining moment.';

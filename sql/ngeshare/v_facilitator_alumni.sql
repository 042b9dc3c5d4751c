-- ngeshare.v_facilitator_alumni (view)
-- Question: which facilitators were members before?
-- Grain:    one row per user with a FACILITATOR membership
-- Reads:    ngeshare.memberships
-- Traps:    compares the earliest MEMBER joining time with the latest FACILITATOR one; equal times do not count
create view ngeshare.v_facilitator_alumni as
with
    facilitator_memberships as materialized (
        select
            memberships.user_id,
            memberships.user_name,
            memberships.membership_id,
            memberships.joined_at
        from ngeshare.memberships
        where memberships.role = 'FACILITATOR'
    ),

    named as (
        select distinct on (user_id)
            user_id,
            user_name,
            joined_at as facilitator_since
        from facilitator_memberships
        order by user_id, joined_at, membership_id collate "C"
    ),

    latest as (
        select
            user_id,
            max(joined_at) as joined_at
        from facilitator_memberships
        group by user_id
    ),

    first_as_member as (
        select
            memberships.user_id,
            min(memberships.joined_at) as member_since
        from ngeshare.memberships
        where memberships.role = 'MEMBER'
        group by memberships.user_id
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

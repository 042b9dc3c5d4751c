-- ngeshare.group_facilitators (view)
-- Question: who facilitates each curriculum group, and is there more than one?
-- Grain:    one row per group with at least one FACILITATOR membership
-- Reads:    ngeshare.memberships
-- Traps:    several records of the same user are one facilitator
create view ngeshare.group_facilitators as
with
    earliest_of_group as (
        select distinct on (memberships.group_id collate "C")
            memberships.group_id,
            memberships.user_id,
            memberships.user_name,
            memberships.contact,
            memberships.joined_at
        from ngeshare.memberships
        where memberships.role = 'FACILITATOR'
        order by memberships.group_id collate "C", memberships.joined_at, memberships.membership_id collate "C"
    ),

    counted as (
        select
            memberships.group_id,
            count(distinct memberships.user_id) as facilitator_count
        from ngeshare.memberships
        where memberships.role = 'FACILITATOR'
        group by memberships.group_id
    )

select
    earliest_of_group.group_id,
    earliest_of_group.user_id as facilitator_id,
    earliest_of_group.user_name as facilitator_name,
    earliest_of_group.contact as facilitator_contact,
    earliest_of_group.joined_at as facilitating_since,
    counted.facilitator_count::integer as facilitator_count
from earliest_of_group
-- An outer join, so that the planner drops it where the count is not asked for.
left join counted on counted.group_id = earliest_of_group.group_id;

comment on view ngeshare.group_facilitators is
    'The facilitator of each group: the FACILITATOR membership with the earliest joining time, then the '
    'smallest record id.';
comment on column ngeshare.group_facilitators.group_id is 'The group.';
comment on column ngeshare.group_facilitators.facilitator_id is 'The facilitator''s user id.';
comment on column ngeshare.group_facilitators.facilitator_name is 'Name by the facilitator''s own membership record.';
comment on column ngeshare.group_facilitators.facilitator_contact is
    'The facilitator''s e-mail, else the one given when joining; empty when neither is known.';
comment on column ngeshare.group_facilitators.facilitating_since is 'Moment the facilitator joined the group as such.';
comment on column ngeshare.group_facilitators.facilitator_count is
    'Distinct users with a FACILITATOR membership in the group.';

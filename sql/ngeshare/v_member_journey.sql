-- ngeshare.v_member_journey (view)
-- Question: how far has each member come through the curriculum?
-- Grain:    one row per user with a MEMBER membership
-- Reads:    ngeshare.memberships, ngeshare.earliest_memberships, ngeshare.v_group_status
-- Traps:    a course counts once, however many of its groups graduated with the user in them
create view ngeshare.v_member_journey as
with
    member_groups as materialized (
        select
            earliest_memberships.user_id,
            earliest_memberships.user_name,
            earliest_memberships.joined_at,
            earliest_memberships.membership_id,
            v_group_status.course_name,
            v_group_status.status
        from ngeshare.earliest_memberships
        inner join ngeshare.v_group_status on v_group_status.group_id = earliest_memberships.group_id
        where earliest_memberships.role = 'MEMBER'
    ),

    named as (
        select distinct on (user_id)
            user_id,
            user_name
        from member_groups
        order by user_id, joined_at, membership_id collate "C"
    ),

    joined as (
        select
            user_id,
            count(*) as groups_joined
        from member_groups
        group by user_id
    ),

    completed as (
        select
            user_id,
            count(distinct course_name) as courses_completed
        from member_groups
        where status = 'GRADUATED'
        group by user_id
    ),

    current_group as (
        select distinct on (user_id)
            user_id,
            course_name
        from member_groups
        where status = 'ACTIVE'
        order by user_id, joined_at desc, membership_id collate "C"
    ),

    facilitating as (
        select
            memberships.user_id,
            min(memberships.joined_at) as became_facilitator_at
        from ngeshare.memberships
        where memberships.role = 'FACILITATOR'
        group by memberships.user_id
    )

select
    named.user_id,
    named.user_name,
    joined.groups_joined::integer as groups_joined,
    coalesce(completed.courses_completed, 0)::integer as courses_completed,
    current_group.course_name as current_course,
    facilitating.user_id is not null as is_facilitator_now,
    facilitating.became_facilitator_at
from named
inner join joined on joined.user_id = named.user_id
left join completed on completed.user_id = named.user_id
left join current_group on current_group.user_id = named.user_id
left join facilitating on facilitating.user_id = named.user_id;

comment on view ngeshare.v_member_journey is 'Every member''s way through the curriculum.';
comment on column ngeshare.v_member_journey.user_id is 'The user.';
comment on column ngeshare.v_member_journey.user_name is 'Name by the user''s earliest MEMBER membership.';
comment on column ngeshare.v_member_journey.groups_joined is 'Distinct groups with a MEMBER membership.';
comment on column ngeshare.v_member_journey.courses_completed is
    'Distinct courses of graduated groups in which the user is a member.';
comment on column ngeshare.v_member_journey.current_course is
    'Course of the active group joined last as a member; empty if there is none.';
comment on column ngeshare.v_member_journey.is_facilitator_now is 'Whether the user has a FACILITATOR membership.';
comment on column ngeshare.v_member_journey.became_facilitator_at is 'Earliest FACILITATOR joining moment; empty if there is none.';

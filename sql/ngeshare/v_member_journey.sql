-- ngeshare.v_member_journey (view)
-- Question: how far has each member come through the curriculum?
-- Grain:    one row per user with a MEMBER membership
-- Reads:    ngeshare.memberships, ngeshare.earliest_memberships, ngeshare.v_group_status
-- Traps:    a course counts once, however many of its groups graduated with the user in them;
--           min(array[id, value]) takes the value of the smallest id, which spares a sort per question
create view ngeshare.v_member_journey as
with
    member_groups as (
        select
            earliest_memberships.user_id,
            earliest_memberships.user_name,
            earliest_memberships.joined_at,
            earliest_memberships.membership_id,
            v_group_status.course_name,
            v_group_status.status,
            min(earliest_memberships.joined_at) over of_user as first_joined_at,
            max(earliest_memberships.joined_at) filter (where v_group_status.status = 'ACTIVE') over of_user
                as last_joined_active_at
        from ngeshare.earliest_memberships
        inner join ngeshare.v_group_status on v_group_status.group_id = earliest_memberships.group_id
        where earliest_memberships.role = 'MEMBER'
        window of_user as (partition by earliest_memberships.user_id collate "C")
    ),

    journeys as (
        select
            user_id collate "C" as user_id,
            (min(array[membership_id, user_name] collate "C") filter (where joined_at = first_joined_at))[2]
                as user_name,
            count(*) as groups_joined,
            count(distinct course_name) filter (where status = 'GRADUATED') as courses_completed,
            (min(array[membership_id, course_name] collate "C") filter (
                where status = 'ACTIVE' and joined_at = last_joined_active_at
            ))[2] as current_course
        from member_groups
        group by user_id collate "C"
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
    journeys.user_id collate "default" as user_id,
    journeys.user_name collate "default" as user_name,
    journeys.groups_joined::integer as groups_joined,
    journeys.courses_completed::integer as courses_completed,
    journeys.current_course collate "default" as current_course,
    facilitating.user_id is not null as is_facilitator_now,
    facilitating.became_facilitator_at
from journeys
left join facilitating on facilitating.user_id = journeys.user_id;

comment on view ngeshare.v_member_journey is 'Every member''s way through the curriculum.';
comment on column ngeshare.v_member_journey.user_id is 'The user.';
comment on column ngeshare.v_member_journey.user_name is 'Name by the user''s earliest MEMBER membership.';
comment on column ngeshare.v_member_journey.groups_joined is 'Distinct groups with a MEMBER membership.';
comment on column ngeshare.v_member_journey.courses_completed is
    'Distinct courses of graduated groups in which the user is a member.';
comment on column ngeshare.v_member_journey.current_course is
    'Course of the active group joined last as a member; empty if there is none.';
comment on column ngeshare.v_member_journey.is_facilitator_now is 'Whether the user has a FACILITATOR membership.';
comment on column ngeshare.v_member_journey.became_facilitator_at is
    'Earliest FACILITATOR joining moment; empty if there is none.';

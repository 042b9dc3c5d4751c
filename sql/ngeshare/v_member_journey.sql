-- ngeshare.v_member_journey (view)
-- Question: how far has each member come through the curriculum?
-- Grain:    one row per user with a MEMBER membership
-- Reads:    ngeshare.rosters_to_date, ngeshare.v_group_status, ngeshare.earliest_memberships, ngeshare.course_config
-- Traps:    a course counts once, however many of its groups graduated with the user in them: each course is a bit, so
--           that a user's courses are gathered in one pass, without sorting (the few of a curriculum of more than 64 apart);
--           a name depends on the record only for users without an e-mail: only they are sorted by joining time
create view ngeshare.v_member_journey as
with
    course_bits as (
        select
            numbered.course_name,
            case when numbered.place < 64 then 1::bigint << numbered.place else 0 end as course_bit,
            numbered.place >= 64 as is_beyond
        from (
            select
                course_config.course_name,
                (row_number() over (order by course_config.course_name) - 1)::integer as place
            from ngeshare.course_config
        ) as numbered
    ),

    group_states as materialized (
        select
            v_group_status.group_id,
            v_group_status.course_name,
            v_group_status.status = 'ACTIVE' as is_active,
            -- Not joined: the planner would expect a handful of groups, and look their members up one group at a time.
            case
                when v_group_status.status = 'GRADUATED'
                    then (
                        select course_bits.course_bit
                        from course_bits
                        where course_bits.course_name = v_group_status.course_name
                    )
                else 0
            end as completed_bit,
            v_group_status.status = 'GRADUATED'
            and v_group_status.course_name in (
                select course_bits.course_name from course_bits where course_bits.is_beyond
            ) as is_beyond
        from ngeshare.v_group_status
    ),

    gathered as materialized (
        select
            rosters_to_date.user_id collate "C" as user_id,
            count(*) as groups_joined,
            bit_or(group_states.completed_bit) as completed_bits,
            min(rosters_to_date.user_name collate "C") as user_name,
            max(rosters_to_date.user_name collate "C") as other_name
        from ngeshare.rosters_to_date
        inner join group_states on group_states.group_id = rosters_to_date.group_id
        where rosters_to_date.role = 'MEMBER'
        group by rosters_to_date.user_id collate "C"
    ),

    -- Courses for which a number has no bit left; mostly there are none, and nobody is looked at.
    completed_beyond as (
        select
            rosters_to_date.user_id,
            count(distinct group_states.course_name) as courses
        from group_states
        inner join ngeshare.rosters_to_date on rosters_to_date.group_id = group_states.group_id
        where group_states.is_beyond and rosters_to_date.role = 'MEMBER'
        group by rosters_to_date.user_id
    ),

    differently_named as (
        select distinct on (earliest_memberships.user_id collate "C")
            earliest_memberships.user_id,
            earliest_memberships.user_name
        from ngeshare.earliest_memberships
        where
            earliest_memberships.role = 'MEMBER'
            and earliest_memberships.user_id in (
                select gathered.user_id from gathered where gathered.user_name <> gathered.other_name
            )
        order by
            earliest_memberships.user_id collate "C",
            earliest_memberships.joined_at,
            earliest_memberships.membership_id collate "C"
    ),

    joined_last as (
        select distinct on (rosters_to_date.user_id collate "C")
            rosters_to_date.user_id,
            group_states.course_name
        from ngeshare.rosters_to_date
        inner join group_states on group_states.group_id = rosters_to_date.group_id
        where rosters_to_date.role = 'MEMBER' and group_states.is_active
        order by
            rosters_to_date.user_id collate "C",
            rosters_to_date.joined_at desc,
            rosters_to_date.membership_id collate "C"
    ),

    facilitating as (
        select
            earliest_memberships.user_id,
            min(earliest_memberships.joined_at) as became_facilitator_at
        from ngeshare.earliest_memberships
        where earliest_memberships.role = 'FACILITATOR'
        group by earliest_memberships.user_id
    )

select
    gathered.user_id collate "default" as user_id,
    coalesce(differently_named.user_name, gathered.user_name) collate "default" as user_name,
    gathered.groups_joined::integer as groups_joined,
    (bit_count(gathered.completed_bits::bit(64)) + coalesce(completed_beyond.courses, 0))::integer as courses_completed,
    joined_last.course_name as current_course,
    facilitating.user_id is not null as is_facilitator_now,
    facilitating.became_facilitator_at
from gathered
left join completed_beyond on completed_beyond.user_id = gathered.user_id collate "default"
left join differently_named on differently_named.user_id = gathered.user_id collate "default"
left join joined_last on joined_last.user_id = gathered.user_id collate "default"
left join facilitating on facilitating.user_id = gathered.user_id collate "default";

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

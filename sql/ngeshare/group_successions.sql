-- ngeshare.group_successions (view)
-- Question: which groups look like an earlier, graduated group going on with a later course?
-- Grain:    one row per group_a_id (graduated), group_b_id (later course, has met)
-- Reads:    ngeshare.curriculum_groups, ngeshare.v_group_progress, ngeshare.group_facilitators, ngeshare.group_members,
--           ngeshare.percent
-- Traps:    joins members with members, so that a facilitator with very many groups does not multiply them;
--           only groups before their facilitator's last course, or after the first graduated one, can be in a pair
create view ngeshare.group_successions as
with
    groups_that_met as (
        select
            curriculum_groups.group_id,
            curriculum_groups.course_name,
            curriculum_groups.sequence_order,
            group_facilitators.facilitator_id collate "C" as facilitator_id,
            v_group_progress.first_meeting_date,
            v_group_progress.graduated_on
        from ngeshare.curriculum_groups
        inner join ngeshare.v_group_progress on v_group_progress.group_id = curriculum_groups.group_id
        inner join ngeshare.group_facilitators on group_facilitators.group_id = curriculum_groups.group_id
        where v_group_progress.first_meeting_date is not null
    ),

    reaches_of_facilitators as (
        select
            group_id,
            course_name,
            sequence_order,
            facilitator_id,
            first_meeting_date,
            graduated_on,
            max(sequence_order) over facilitated as last_course,
            min(sequence_order) filter (where graduated_on is not null) over facilitated as first_graduated_course
        from groups_that_met
        window facilitated as (partition by facilitator_id)
    ),

    -- Numbers instead of ids keep the rows that are joined below narrow.
    candidates as materialized (
        select
            group_id,
            course_name,
            sequence_order,
            facilitator_id,
            first_meeting_date,
            graduated_on,
            row_number() over ()::integer as group_number,
            dense_rank() over (order by facilitator_id)::integer as facilitator_number,
            graduated_on is not null and sequence_order < last_course as can_be_a,
            coalesce(sequence_order > first_graduated_course, false) as can_be_b
        from reaches_of_facilitators
    ),

    sized_members as (
        select
            group_members.group_id,
            group_members.user_id collate "C" as user_id,
            (count(*) over (partition by group_members.group_id))::integer as member_count
        from ngeshare.group_members
    ),

    members as materialized (
        select
            candidates.group_number,
            candidates.facilitator_number,
            candidates.sequence_order,
            candidates.can_be_a,
            candidates.can_be_b,
            sized_members.member_count,
            sized_members.user_id
        from candidates
        inner join sized_members on sized_members.group_id = candidates.group_id
        where candidates.can_be_a or candidates.can_be_b
    ),

    shared as (
        select
            member_of_a.group_number as group_a_number,
            member_of_b.group_number as group_b_number,
            least(member_of_a.member_count, member_of_b.member_count) as smaller_member_count,
            count(*) as shared_member_count
        from members as member_of_a
        inner join members as member_of_b
            on member_of_b.user_id = member_of_a.user_id
            and member_of_b.facilitator_number = member_of_a.facilitator_number
            and member_of_b.sequence_order > member_of_a.sequence_order
        where member_of_a.can_be_a and member_of_b.can_be_b
        group by 1, 2, 3
        having count(*) >= 2
    ),

    -- One group at a time: joined both at once, the planner may pair every group with every other first.
    shared_with_a as materialized (
        select
            candidates.group_id as group_a_id,
            candidates.course_name as course_a,
            candidates.sequence_order as sequence_a,
            candidates.graduated_on as graduated_on_a,
            shared.group_b_number,
            shared.shared_member_count,
            shared.smaller_member_count
        from shared
        inner join candidates on candidates.group_number = shared.group_a_number
    )

select
    shared_with_a.group_a_id,
    shared_with_a.course_a,
    shared_with_a.graduated_on_a,
    group_b.group_id as group_b_id,
    group_b.course_name as course_b,
    group_b.first_meeting_date as started_on_b,
    group_b.facilitator_id collate "default" as shared_facilitator_id,
    shared_with_a.shared_member_count::integer as shared_member_count,
    ngeshare.percent(shared_with_a.shared_member_count, shared_with_a.smaller_member_count) as overlap_pct,
    group_b.first_meeting_date - shared_with_a.graduated_on_a as days_between,
    group_b.sequence_order - shared_with_a.sequence_a - 1 as skipped_courses,
    group_b.first_meeting_date - shared_with_a.graduated_on_a between 0 and 90
    and 100 * shared_with_a.shared_member_count >= 50 * shared_with_a.smaller_member_count as is_link
from shared_with_a
inner join candidates as group_b on group_b.group_number = shared_with_a.group_b_number;

comment on view ngeshare.group_successions is
    'Pairs of a graduated group and a group of a later course with the same facilitator and at least two shared '
    'members, whenever the later one started.';
comment on column ngeshare.group_successions.group_a_id is 'The graduated group.';
comment on column ngeshare.group_successions.course_a is 'Its course.';
comment on column ngeshare.group_successions.graduated_on_a is 'Local date it graduated.';
comment on column ngeshare.group_successions.group_b_id is 'The group of a later course.';
comment on column ngeshare.group_successions.course_b is 'Its course.';
comment on column ngeshare.group_successions.started_on_b is 'Local date of its first meeting.';
comment on column ngeshare.group_successions.shared_facilitator_id is 'The facilitator of both.';
comment on column ngeshare.group_successions.shared_member_count is 'Users with a MEMBER membership in both.';
comment on column ngeshare.group_successions.overlap_pct is
    'Shared members over the members of the smaller group, 0 to 100.';
comment on column ngeshare.group_successions.days_between is
    'Days from the graduation of A to the start of B; negative when B started before.';
comment on column ngeshare.group_successions.skipped_courses is 'Places in the curriculum between the two courses.';
comment on column ngeshare.group_successions.is_link is
    'Whether B carries A on: it started 0 to 90 days after the graduation and shares at least 50 % of the '
    'smaller group, compared before rounding.';

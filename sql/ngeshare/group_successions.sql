-- ngeshare.group_successions (view)
-- Question: which groups look like an earlier, graduated group going on with a later course?
-- Grain:    one row per group_a_id (graduated), group_b_id (later course, has met)
-- Reads:    ngeshare.curriculum_groups, ngeshare.v_group_progress, ngeshare.group_facilitators, ngeshare.group_members,
--           ngeshare.percent
-- Traps:    joins members with members, so that a facilitator with very many groups does not multiply them
create view ngeshare.group_successions as
with
    groups_that_met as materialized (
        select
            curriculum_groups.group_id,
            curriculum_groups.course_name,
            curriculum_groups.sequence_order,
            group_facilitators.facilitator_id,
            v_group_progress.first_meeting_date,
            v_group_progress.graduated_on
        from ngeshare.curriculum_groups
        inner join ngeshare.v_group_progress on v_group_progress.group_id = curriculum_groups.group_id
        inner join ngeshare.group_facilitators on group_facilitators.group_id = curriculum_groups.group_id
        where v_group_progress.first_meeting_date is not null
    ),

    members as materialized (
        select
            group_members.group_id,
            group_members.user_id,
            groups_that_met.facilitator_id,
            groups_that_met.sequence_order,
            groups_that_met.graduated_on is not null as has_graduated
        from ngeshare.group_members
        inner join groups_that_met on groups_that_met.group_id = group_members.group_id
    ),

    sizes as (
        select
            group_id,
            count(*) as member_count
        from members
        group by group_id
    ),

    shared as (
        select
            member_of_a.group_id as group_a_id,
            member_of_b.group_id as group_b_id,
            count(*) as shared_member_count
        from members as member_of_a
        inner join members as member_of_b
            on member_of_b.user_id = member_of_a.user_id
            and member_of_b.facilitator_id = member_of_a.facilitator_id
            and member_of_b.sequence_order > member_of_a.sequence_order
        where member_of_a.has_graduated
        group by member_of_a.group_id, member_of_b.group_id
        having count(*) >= 2
    ),

    compared as (
        select
            shared.group_a_id,
            group_a.course_name as course_a,
            group_a.graduated_on as graduated_on_a,
            shared.group_b_id,
            group_b.course_name as course_b,
            group_b.first_meeting_date as started_on_b,
            group_b.facilitator_id as shared_facilitator_id,
            shared.shared_member_count::integer as shared_member_count,
            least(size_of_a.member_count, size_of_b.member_count) as smaller_member_count,
            group_b.first_meeting_date - group_a.graduated_on as days_between,
            group_b.sequence_order - group_a.sequence_order - 1 as skipped_courses
        from shared
        inner join groups_that_met as group_a on group_a.group_id = shared.group_a_id
        inner join groups_that_met as group_b on group_b.group_id = shared.group_b_id
        inner join sizes as size_of_a on size_of_a.group_id = shared.group_a_id
        inner join sizes as size_of_b on size_of_b.group_id = shared.group_b_id
    )

select
    compared.group_a_id,
    compared.course_a,
    compared.graduated_on_a,
    compared.group_b_id,
    compared.course_b,
    compared.started_on_b,
    compared.shared_facilitator_id,
    compared.shared_member_count,
    ngeshare.percent(compared.shared_member_count, compared.smaller_member_count) as overlap_pct,
    compared.days_between,
    compared.skipped_courses,
    compared.days_between between 0 and 90
    and 100 * compared.shared_member_count >= 50 * compared.smaller_member_count as is_link
from compared;

comment on view ngeshare.group_successions is
    'Pairs of a graduated group and a group of a later course with the same facilitator and at least two shared members, '
    'whenever the later one started.';
comment on column ngeshare.group_successions.group_a_id is 'The graduated group.';
comment on column ngeshare.group_successions.course_a is 'Its course.';
comment on column ngeshare.group_successions.graduated_on_a is 'Local date it graduated.';
comment on column ngeshare.group_successions.group_b_id is 'The group of a later course.';
comment on column ngeshare.group_successions.course_b is 'Its course.';
comment on column ngeshare.group_successions.started_on_b is 'Local date of its first meeting.';
comment on column ngeshare.group_successions.shared_facilitator_id is 'The facilitator of both.';
comment on column ngeshare.group_successions.shared_member_count is 'Users with a MEMBER membership in both.';
comment on column ngeshare.group_successions.overlap_pct is 'Shared members over the members of the smaller group, 0 to 100.';
comment on column ngeshare.group_successions.days_between is
    'Days from the graduation of A to the start of B; negative when B started before.';
comment on column ngeshare.group_successions.skipped_courses is 'Places in the curriculum between the two courses.';
comment on column ngeshare.group_successions.is_link is
    'Whether B carries A on: it started 0 to 90 days after the graduation and shares at least 50 % of the smaller group, '
    'compared before rounding.';

-- ngeshare.group_successions (view)
-- Question: which groups look like an earlier, graduated group going on with a later course?
-- Grain:    one row per group_a_id (graduated), group_b_id (later course, has met)
-- Reads:    ngeshare.succession_candidates, ngeshare.rosters_to_date, ngeshare.percent
-- Traps:    joins members with members, so that a facilitator with very many groups does not multiply them
create view ngeshare.group_successions as
with
    candidates as materialized (
        select
            succession_candidates.group_id,
            succession_candidates.course_name,
            succession_candidates.sequence_order,
            succession_candidates.facilitator_id,
            succession_candidates.first_meeting_date,
            succession_candidates.graduated_on,
            succession_candidates.group_number,
            succession_candidates.facilitator_number,
            succession_candidates.can_be_earlier,
            succession_candidates.can_be_later
        from ngeshare.succession_candidates
    ),

    members as materialized (
        select
            candidates.group_number,
            candidates.facilitator_number,
            candidates.sequence_order,
            candidates.can_be_earlier,
            candidates.can_be_later,
            rosters_to_date.user_id collate "C" as user_id
        from candidates
        inner join ngeshare.rosters_to_date on rosters_to_date.group_id = candidates.group_id
        where rosters_to_date.role = 'MEMBER'
    ),

    sizes as (
        select
            group_number,
            count(*) as member_count
        from members
        group by group_number
    ),

    shared as (
        select
            member_of_a.group_number as group_a_number,
            member_of_b.group_number as group_b_number,
            count(*) as shared_member_count
        from members as member_of_a
        inner join members as member_of_b
            on member_of_b.user_id = member_of_a.user_id
            and member_of_b.facilitator_number = member_of_a.facilitator_number
            and member_of_b.sequence_order > member_of_a.sequence_order
        where member_of_a.can_be_earlier and member_of_b.can_be_later
        group by member_of_a.group_number, member_of_b.group_number
        having count(*) >= 2
    ),

    -- One group at a time: joined both at once, the planner may pair every group with every other first.
    shared_with_a as materialized (
        select
            candidates.group_id as group_a_id,
            candidates.course_name as course_a,
            candidates.sequence_order as sequence_a,
            candidates.graduated_on as graduated_on_a,
            sizes.member_count as size_of_a,
            shared.group_b_number,
            shared.shared_member_count
        from shared
        inner join candidates on candidates.group_number = shared.group_a_number
        inner join sizes on sizes.group_number = shared.group_a_number
    ),

    compared as (
        select
            shared_with_a.group_a_id,
            shared_with_a.course_a,
            shared_with_a.graduated_on_a,
            candidates.group_id as group_b_id,
            candidates.course_name as course_b,
            candidates.first_meeting_date as started_on_b,
            candidates.facilitator_id as shared_facilitator_id,
            shared_with_a.shared_member_count,
            least(shared_with_a.size_of_a, sizes.member_count) as smaller_member_count,
            candidates.first_meeting_date - shared_with_a.graduated_on_a as days_between,
            candidates.sequence_order - shared_with_a.sequence_a - 1 as skipped_courses
        from shared_with_a
        inner join candidates on candidates.group_number = shared_with_a.group_b_number
        inner join sizes on sizes.group_number = shared_with_a.group_b_number
    )

select
    group_a_id,
    course_a,
    graduated_on_a,
    group_b_id,
    course_b,
    started_on_b,
    shared_facilitator_id,
    shared_member_count::integer as shared_member_count,
    ngeshare.percent(shared_member_count, smaller_member_count) as overlap_pct,
    days_between,
    skipped_courses,
    days_between between 0 and 90 and 100 * shared_member_count >= 50 * smaller_member_count as is_link
from compared;

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

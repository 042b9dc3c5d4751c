-- ngeshare.group_successions (view)
-- Question: which groups look like an earlier, graduated group going on with a later course?
-- Grain:    one row per group_a_id (graduated), group_b_id (later course, has met)
-- Reads:    ngeshare.shared_members, ngeshare.group_standings, ngeshare.percent, ngeshare.today,
--           ops.rule_ngeshare_continuity_days, ops.rule_ngeshare_overlap_percent
-- Traps:    who shares members with whom is a fact, which has each pair from both sides; courses, graduations and first meetings
--           are those of the day; the earlier group is looked up pair by pair (offset 0: not joined with all groups)
create view ngeshare.group_successions as
with
    compared as (
        select
            earlier.group_id as group_a_id,
            earlier.course_name as course_a,
            earlier.graduated_on as graduated_on_a,
            later.group_id as group_b_id,
            later.course_name as course_b,
            later.first_meeting_date as started_on_b,
            shared_members.facilitator_id as shared_facilitator_id,
            shared_members.shared_members,
            shared_members.smaller_members,
            later.first_meeting_date - earlier.graduated_on as days_between,
            later.sequence_order - earlier.sequence_order - 1 as skipped_courses
        from ngeshare.shared_members
        inner join ngeshare.group_standings as later on later.group_id = shared_members.group_id
        cross join lateral (
            select
                group_standings.group_id,
                group_standings.course_name,
                group_standings.sequence_order,
                group_standings.graduated_on
            from ngeshare.group_standings
            where group_standings.group_id = shared_members.other_group_id
            order by group_standings.group_id offset 0
        ) as earlier
        where
            shared_members.since <= (select ngeshare.today())
            and shared_members.until > (select ngeshare.today())
            and earlier.graduated_on is not null
            and later.first_meeting_date is not null
            and later.sequence_order > earlier.sequence_order
    )

select
    group_a_id,
    course_a,
    graduated_on_a,
    group_b_id,
    course_b,
    started_on_b,
    shared_facilitator_id,
    shared_members as shared_member_count,
    ngeshare.percent(shared_members, smaller_members) as overlap_pct,
    days_between,
    skipped_courses,
    days_between between 0 and ops.rule_ngeshare_continuity_days()
    and 100 * shared_members >= ops.rule_ngeshare_overlap_percent() * smaller_members as is_link
from compared;

comment on view ngeshare.group_successions is
    'Pairs of a graduated group and a group of a later course with the same facilitator and shared members (at least '
    '{ngeshare.shared_members}), whenever the later one started.';
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
    'Whether B carries A on: it started 0 to {ngeshare.continuity_days:days} after the graduation and shares at least '
    '{ngeshare.overlap_percent:percent} of the '
    'smaller group, compared before rounding.';

-- ngeshare.succession_candidates (view)
-- Question: which groups can be the earlier or the later half of a succession?
-- Grain:    one row per curriculum group that has met and has a facilitator
-- Reads:    ngeshare.group_standings, ngeshare.group_facilitators
-- Traps:    only groups before their facilitator's last course, or after the first graduated one, can be in a pair;
--           the numbers are good within one query: they keep the rows narrow that are joined by them
create view ngeshare.succession_candidates as
with
    groups_that_met as (
        select
            group_standings.group_id,
            group_standings.course_name,
            group_standings.sequence_order,
            group_facilitators.facilitator_id collate "C" as facilitator_id,
            group_standings.first_meeting_date,
            group_standings.graduated_on
        from ngeshare.group_standings
        inner join ngeshare.group_facilitators on group_facilitators.group_id = group_standings.group_id
        where group_standings.first_meeting_date is not null
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
            min(sequence_order) filter (where graduated_on is not null) over facilitated as first_graduated_course,
            row_number() over (order by facilitator_id)::integer as group_number,
            dense_rank() over (order by facilitator_id)::integer as facilitator_number
        from groups_that_met
        window facilitated as (partition by facilitator_id)
    )

select
    group_id,
    course_name,
    sequence_order,
    facilitator_id collate "default" as facilitator_id,
    first_meeting_date,
    graduated_on,
    group_number,
    facilitator_number,
    graduated_on is not null and sequence_order < last_course as can_be_earlier,
    coalesce(sequence_order > first_graduated_course, false) as can_be_later
from reaches_of_facilitators
where
    (graduated_on is not null and sequence_order < last_course)
    or sequence_order > first_graduated_course;

comment on view ngeshare.succession_candidates is 'Groups that can be half of a pair in ngeshare.group_successions.';
comment on column ngeshare.succession_candidates.group_id is 'The group.';
comment on column ngeshare.succession_candidates.course_name is 'Course of the group.';
comment on column ngeshare.succession_candidates.sequence_order is 'Place of the course in the curriculum.';
comment on column ngeshare.succession_candidates.facilitator_id is 'Facilitator of the group.';
comment on column ngeshare.succession_candidates.first_meeting_date is 'Local date of the first meeting.';
comment on column ngeshare.succession_candidates.graduated_on is 'Local date of graduation; empty before that.';
comment on column ngeshare.succession_candidates.group_number is 'Number of the group within this query.';
comment on column ngeshare.succession_candidates.facilitator_number is 'Number of the facilitator within this query.';
comment on column ngeshare.succession_candidates.can_be_earlier is 'Graduated, and its facilitator leads a later course.';
comment on column ngeshare.succession_candidates.can_be_later is 'Its facilitator graduated a group of an earlier course.';

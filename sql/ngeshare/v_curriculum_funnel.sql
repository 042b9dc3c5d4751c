-- ngeshare.v_curriculum_funnel (view)
-- Question: how many groups of each course start, graduate, and go on with the next course?
-- Grain:    one row per course, also without groups
-- Reads:    ngeshare.course_config, ngeshare.counted_standings, ngeshare.states_to_date, ngeshare.percent
-- Traps:    graduation is over all groups of the course, continuation over its graduated ones; the last course has none
create view ngeshare.v_curriculum_funnel as
with
    counted as (
        select
            counted_standings.course_name,
            sum(counted_standings.groups) as groups_total,
            sum(counted_standings.groups) filter (where counted_standings.has_met) as groups_started,
            sum(counted_standings.groups) filter (where counted_standings.status = 'GRADUATED') as groups_graduated,
            sum(counted_standings.groups) filter (where counted_standings.status = 'ACTIVE') as groups_active,
            sum(counted_standings.groups) filter (where counted_standings.status = 'STALLED') as groups_stalled,
            sum(counted_standings.groups) filter (where counted_standings.status = 'NOT_STARTED') as groups_not_started
        from ngeshare.counted_standings
        group by counted_standings.course_name
    ),

    continued as (
        select
            states_to_date.course_name,
            states_to_date.groups as groups_continued
        from ngeshare.states_to_date
        where states_to_date.state = 'ONWARD' and states_to_date.part = 0
    ),

    last_course as (
        select max(course_config.sequence_order) as sequence_order
        from ngeshare.course_config
    )

select
    course.course_name,
    course.sequence_order,
    coalesce(counted.groups_total, 0)::integer as groups_total,
    coalesce(counted.groups_started, 0)::integer as groups_started,
    coalesce(counted.groups_graduated, 0)::integer as groups_graduated,
    coalesce(counted.groups_active, 0)::integer as groups_active,
    coalesce(counted.groups_stalled, 0)::integer as groups_stalled,
    coalesce(counted.groups_not_started, 0)::integer as groups_not_started,
    ngeshare.percent(coalesce(counted.groups_graduated, 0), counted.groups_total) as graduation_rate_pct,
    coalesce(continued.groups_continued, 0)::integer as groups_continued,
    case
        when course.sequence_order < last_course.sequence_order
            then ngeshare.percent(coalesce(continued.groups_continued, 0), counted.groups_graduated)
    end as continuation_rate_pct
from ngeshare.course_config as course
cross join last_course
left join counted on counted.course_name = course.course_name
left join continued on continued.course_name = course.course_name
order by course.sequence_order;

comment on view ngeshare.v_curriculum_funnel is 'Groups of each course by what became of them.';
comment on column ngeshare.v_curriculum_funnel.course_name is 'The course.';
comment on column ngeshare.v_curriculum_funnel.sequence_order is 'Its place in the curriculum, from 1.';
comment on column ngeshare.v_curriculum_funnel.groups_total is 'Groups of the course.';
comment on column ngeshare.v_curriculum_funnel.groups_started is 'Groups that have met.';
comment on column ngeshare.v_curriculum_funnel.groups_graduated is 'Groups that are GRADUATED.';
comment on column ngeshare.v_curriculum_funnel.groups_active is 'Groups that are ACTIVE.';
comment on column ngeshare.v_curriculum_funnel.groups_stalled is 'Groups that are STALLED.';
comment on column ngeshare.v_curriculum_funnel.groups_not_started is 'Groups that are NOT_STARTED.';
comment on column ngeshare.v_curriculum_funnel.graduation_rate_pct is
    'Graduated over all groups, 0 to 100; empty without groups.';
comment on column ngeshare.v_curriculum_funnel.groups_continued is
    'Graduated groups with a link to the next course (ngeshare.v_curriculum_pipeline, nothing skipped).';
comment on column ngeshare.v_curriculum_funnel.continuation_rate_pct is
    'Continued over graduated groups, 0 to 100; empty without graduated groups and for the last course.';

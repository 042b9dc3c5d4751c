-- ngeshare.v_time_to_graduate (view)
-- Question: how long does a group take to graduate from each course?
-- Grain:    one row per course, also without graduated groups
-- Reads:    ngeshare.course_config, ngeshare.states_to_date, ngeshare.graduation_quartiles
-- Traps:    groups still under way are not in it, so a young course looks faster than it is
create view ngeshare.v_time_to_graduate as
with
    summed as (
        select
            states_to_date.course_name,
            sum(states_to_date.groups) as graduated_groups,
            sum(states_to_date.part::bigint * states_to_date.groups) as days,
            min(states_to_date.part) as fastest_days,
            max(states_to_date.part) as slowest_days
        from ngeshare.states_to_date
        where states_to_date.state = 'GRADUATED'
        group by states_to_date.course_name
    )

select
    course.course_name,
    coalesce(summed.graduated_groups, 0)::integer as graduated_groups,
    round(summed.days / summed.graduated_groups, 2) as avg_days,
    round(graduation_quartiles.median_days::numeric, 2) as median_days,
    summed.fastest_days,
    summed.slowest_days
from ngeshare.course_config as course
left join summed on summed.course_name = course.course_name
left join ngeshare.graduation_quartiles on graduation_quartiles.course_name = course.course_name
order by course.sequence_order;

comment on view ngeshare.v_time_to_graduate is 'Days from first meeting to graduation, per course.';
comment on column ngeshare.v_time_to_graduate.course_name is 'The course.';
comment on column ngeshare.v_time_to_graduate.graduated_groups is 'Groups that graduated.';
comment on column ngeshare.v_time_to_graduate.avg_days is 'Mean days; empty without graduated groups.';
comment on column ngeshare.v_time_to_graduate.median_days is 'Median days; empty without graduated groups.';
comment on column ngeshare.v_time_to_graduate.fastest_days is 'Fewest days; empty without graduated groups.';
comment on column ngeshare.v_time_to_graduate.slowest_days is 'Most days; empty without graduated groups.';

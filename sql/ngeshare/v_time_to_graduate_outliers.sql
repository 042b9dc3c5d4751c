-- ngeshare.v_time_to_graduate_outliers (view)
-- Question: which groups graduated unusually fast or slowly for their course?
-- Grain:    one row per graduated group outside its course's fences
-- Reads:    ngeshare.graduation_times
-- Traps:    courses with fewer than 4 graduated groups have no fences
create view ngeshare.v_time_to_graduate_outliers as
with
    quartiles as (
        select
            graduation_times.course_name,
            percentile_cont(0.25) within group (order by graduation_times.days_to_graduate) as first_quartile,
            percentile_cont(0.75) within group (order by graduation_times.days_to_graduate) as third_quartile
        from ngeshare.graduation_times
        group by graduation_times.course_name
        having count(*) >= 4
    ),

    fences as (
        select
            course_name,
            first_quartile - 1.5 * (third_quartile - first_quartile) as lower_fence,
            third_quartile + 1.5 * (third_quartile - first_quartile) as upper_fence
        from quartiles
    )

select
    graduation_times.group_id,
    graduation_times.course_name,
    graduation_times.days_to_graduate,
    case when graduation_times.days_to_graduate < fences.lower_fence then 'FAST' else 'SLOW' end as verdict
from ngeshare.graduation_times
inner join fences on fences.course_name = graduation_times.course_name
where
    graduation_times.days_to_graduate < fences.lower_fence
    or graduation_times.days_to_graduate > fences.upper_fence;

comment on view ngeshare.v_time_to_graduate_outliers is
    'Graduated groups whose time lies beyond 1.5 times the interquartile range of their course.';
comment on column ngeshare.v_time_to_graduate_outliers.group_id is 'The group.';
comment on column ngeshare.v_time_to_graduate_outliers.course_name is 'Course of the group.';
comment on column ngeshare.v_time_to_graduate_outliers.days_to_graduate is 'Days from first meeting to graduation.';
comment on column ngeshare.v_time_to_graduate_outliers.verdict is
    'FAST: below the first quartile less 1.5 ranges; SLOW: above the third quartile plus 1.5 ranges.';

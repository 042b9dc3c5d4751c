-- ngeshare.graduation_fences (view)
-- Question: beyond which times does a group graduate unusually fast or slowly for its course?
-- Grain:    one row per course with at least 4 graduated groups
-- Reads:    ngeshare.graduation_quartiles, ops.rule_ngeshare_outlier_fence
-- Traps:    {ngeshare.outlier_fence} times the interquartile range from the quartiles; a time on a fence is within it;
--           quartiles are whole quarters of days, so that nothing is lost on the way to exact numbers; the whole days that are
--           still within a fence stand for it, so that days are compared with days
create view ngeshare.graduation_fences as
-- Apart: as a condition of the join with graduated groups they would be computed for each of these.
with
    fences as materialized (
        select
            course_name,
            ceil(
                first_quartile_days::numeric
                - ops.rule_ngeshare_outlier_fence() * (third_quartile_days - first_quartile_days)::numeric
            )::integer as lower_fence,
            floor(
                third_quartile_days::numeric
                + ops.rule_ngeshare_outlier_fence() * (third_quartile_days - first_quartile_days)::numeric
            )::integer as upper_fence
        from ngeshare.graduation_quartiles
        where graduated_groups >= 4
    )

select
    course_name,
    lower_fence,
    upper_fence
from fences;

comment on view ngeshare.graduation_fences is 'Between which times most groups of a course graduate.';
comment on column ngeshare.graduation_fences.course_name is 'The course.';
comment on column ngeshare.graduation_fences.lower_fence is 'Fewer days are FAST.';
comment on column ngeshare.graduation_fences.upper_fence is 'More days are SLOW.';

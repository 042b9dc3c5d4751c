-- ngeshare.outlier_groups (view)
-- Question: which groups graduated unusually fast or slowly, what are they called and who leads them?
-- Grain:    one row per graduated group outside its course's fences
-- Reads:    ngeshare.v_time_to_graduate_outliers, ngeshare.v_group_summary
-- Traps:    none
create view ngeshare.outlier_groups as
select
    v_time_to_graduate_outliers.group_id,
    v_group_summary.group_name,
    v_time_to_graduate_outliers.course_name,
    v_time_to_graduate_outliers.days_to_graduate,
    v_time_to_graduate_outliers.verdict,
    v_group_summary.facilitator_name,
    v_group_summary.city,
    v_group_summary.province
from ngeshare.v_time_to_graduate_outliers
inner join ngeshare.v_group_summary on v_group_summary.group_id = v_time_to_graduate_outliers.group_id;

comment on view ngeshare.outlier_groups is
    'Graduated groups whose time lies far from their course''s, with what one needs to find them.';
comment on column ngeshare.outlier_groups.group_id is 'The group.';
comment on column ngeshare.outlier_groups.group_name is 'Name of the group.';
comment on column ngeshare.outlier_groups.course_name is 'Course of the group.';
comment on column ngeshare.outlier_groups.days_to_graduate is 'Days from first meeting to graduation.';
comment on column ngeshare.outlier_groups.verdict is 'FAST or SLOW.';
comment on column ngeshare.outlier_groups.facilitator_name is
    'Name of the facilitator; empty when the group has none.';
comment on column ngeshare.outlier_groups.city is 'City of the group.';
comment on column ngeshare.outlier_groups.province is 'Province of the group.';

-- ngeshare.outlier_groups (view)
-- Question: which groups graduated unusually fast or slowly, what are they called and who leads them?
-- Grain:    one row per graduated group outside its course's fences
-- Reads:    ngeshare.v_time_to_graduate_outliers, ngeshare.group_directory
-- Traps:    none
create view ngeshare.outlier_groups as
select
    v_time_to_graduate_outliers.group_id,
    group_directory.group_name,
    v_time_to_graduate_outliers.course_name,
    v_time_to_graduate_outliers.days_to_graduate,
    v_time_to_graduate_outliers.verdict,
    group_directory.facilitator_name,
    group_directory.city,
    group_directory.province
from ngeshare.v_time_to_graduate_outliers
inner join ngeshare.group_directory on group_directory.group_id = v_time_to_graduate_outliers.group_id;

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

-- ngeshare.anomalies_by_course (view)
-- Question: how many findings of each kind are there about the groups of each course?
-- Grain:    one row per course_name, kind with a finding
-- Reads:    ngeshare.v_pipeline_anomalies, ngeshare.curriculum_groups
-- Traps:    counts findings, not groups: a group that breaks two rules counts under both kinds
create view ngeshare.anomalies_by_course as
select
    curriculum_groups.course_name,
    v_pipeline_anomalies.kind,
    count(*)::integer as findings
from ngeshare.v_pipeline_anomalies
inner join ngeshare.curriculum_groups on curriculum_groups.group_id = v_pipeline_anomalies.group_id
group by curriculum_groups.course_name, v_pipeline_anomalies.kind;

comment on view ngeshare.anomalies_by_course is 'How often groups break each rule of the curriculum, by course.';
comment on column ngeshare.anomalies_by_course.course_name is 'Course of the group; of a pair of groups, of the later one.';
comment on column ngeshare.anomalies_by_course.kind is 'The kind of finding, as in ngeshare.v_pipeline_anomalies.';
comment on column ngeshare.anomalies_by_course.findings is 'Findings of that kind.';

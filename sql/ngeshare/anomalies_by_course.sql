-- ngeshare.anomalies_by_course (view)
-- Question: how many findings of each kind are there about the groups of each course?
-- Grain:    one row per course_name, kind with a finding
-- Reads:    ngeshare.states_to_date
-- Traps:    counts findings, not groups: a group that breaks two rules counts under both kinds
create view ngeshare.anomalies_by_course as
select
    course_name,
    state as kind,
    sum(groups)::integer as findings
from ngeshare.states_to_date
where state not in ('NEW', 'WAITING', 'MEETING', 'SILENT', 'GRADUATED', 'ONWARD')
group by course_name, state;

comment on view ngeshare.anomalies_by_course is 'How often groups break each rule of the curriculum, by course.';
comment on column ngeshare.anomalies_by_course.course_name is 'Course of the group; of a pair of groups, of the later one.';
comment on column ngeshare.anomalies_by_course.kind is 'The kind of finding, as in ngeshare.v_pipeline_anomalies.';
comment on column ngeshare.anomalies_by_course.findings is 'Findings of that kind.';

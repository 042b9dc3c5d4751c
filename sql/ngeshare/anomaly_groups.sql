-- ngeshare.anomaly_groups (view)
-- Question: which groups break a rule of the curriculum, what are they called and who leads them?
-- Grain:    one row per group_id, kind
-- Reads:    ngeshare.pipeline_findings, ngeshare.v_group_summary
-- Traps:    none
create view ngeshare.anomaly_groups as
select
    pipeline_findings.group_id,
    v_group_summary.group_name,
    pipeline_findings.kind,
    pipeline_findings.detail,
    pipeline_findings.detail_code,
    pipeline_findings.detail_values,
    v_group_summary.course_name,
    v_group_summary.facilitator_name,
    v_group_summary.city,
    v_group_summary.province
from ngeshare.pipeline_findings
inner join ngeshare.v_group_summary on v_group_summary.group_id = pipeline_findings.group_id;

comment on view ngeshare.anomaly_groups is
    'Findings about groups that break a rule of the curriculum, with what one needs to find these groups.';
comment on column ngeshare.anomaly_groups.group_id is 'The group.';
comment on column ngeshare.anomaly_groups.group_name is 'Name of the group.';
comment on column ngeshare.anomaly_groups.kind is 'Which rule the group breaks.';
comment on column ngeshare.anomaly_groups.detail is 'How we know, in English.';
comment on column ngeshare.anomaly_groups.detail_code is 'The same as a code of ops.sentences.';
comment on column ngeshare.anomaly_groups.detail_values is 'What the sentence of that code says it with.';
comment on column ngeshare.anomaly_groups.course_name is 'Course of the group.';
comment on column ngeshare.anomaly_groups.facilitator_name is
    'Name of the facilitator; empty when the group has none.';
comment on column ngeshare.anomaly_groups.city is 'City of the group.';
comment on column ngeshare.anomaly_groups.province is 'Province of the group.';

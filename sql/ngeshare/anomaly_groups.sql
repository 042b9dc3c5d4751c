-- ngeshare.anomaly_groups (view)
-- Question: which groups break a rule of the curriculum, what are they called and who leads them?
-- Grain:    one row per group_id, kind
-- Reads:    ngeshare.v_pipeline_anomalies, ngeshare.group_directory
-- Traps:    none
create view ngeshare.anomaly_groups as
select
    v_pipeline_anomalies.group_id,
    group_directory.group_name,
    v_pipeline_anomalies.kind,
    v_pipeline_anomalies.detail,
    group_directory.course_name,
    group_directory.facilitator_name,
    group_directory.city,
    group_directory.province
from ngeshare.v_pipeline_anomalies
inner join ngeshare.group_directory on group_directory.group_id = v_pipeline_anomalies.group_id;

comment on view ngeshare.anomaly_groups is
    'Findings about groups that break a rule of the curriculum, with what one needs to find these groups.';
comment on column ngeshare.anomaly_groups.group_id is 'The group.';
comment on column ngeshare.anomaly_groups.group_name is 'Name of the group.';
comment on column ngeshare.anomaly_groups.kind is 'Which rule the group breaks.';
comment on column ngeshare.anomaly_groups.detail is 'How we know.';
comment on column ngeshare.anomaly_groups.course_name is 'Course of the group.';
comment on column ngeshare.anomaly_groups.facilitator_name is
    'Name of the facilitator; empty when the group has none.';
comment on column ngeshare.anomaly_groups.city is 'City of the group.';
comment on column ngeshare.anomaly_groups.province is 'Province of the group.';

-- ngeshare.v_pipeline_anomalies (view)
-- Question: which groups break a rule of the curriculum, and how do we know?
-- Grain:    one row per group_id, kind
-- Reads:    ngeshare.pipeline_findings
-- Traps:    a finding about a pair of groups is under the later one, and its detail names every earlier one
create view ngeshare.v_pipeline_anomalies as
select
    group_id,
    kind,
    detail
from ngeshare.pipeline_findings;

comment on view ngeshare.v_pipeline_anomalies is 'Groups that break a rule of the curriculum, with the evidence.';
comment on column ngeshare.v_pipeline_anomalies.group_id is 'The group; of a pair of groups the later one.';
comment on column ngeshare.v_pipeline_anomalies.kind is
    'SKIPPED_COURSE, STARTED_BEFORE_GRADUATION, EXTRA_FACILITATORS, NO_FACILITATOR or EPISODE_OUT_OF_RANGE.';
comment on column ngeshare.v_pipeline_anomalies.detail is
    'The rule that is broken and the dates and groups that show it.';

-- ngeshare.v_curriculum_flow (view)
-- Question: where do the groups of each course go?
-- Grain:    one row per source, target with at least one group
-- Reads:    ngeshare.group_outcomes
-- Traps:    every group is in exactly one edge, so the edges of a course sum to its groups
create view ngeshare.v_curriculum_flow as
select
    group_outcomes.course_name as source,
    group_outcomes.target,
    count(*)::integer as groups
from ngeshare.group_outcomes
group by group_outcomes.course_name, group_outcomes.target;

comment on view ngeshare.v_curriculum_flow is 'Edges of the curriculum''s Sankey diagram.';
comment on column ngeshare.v_curriculum_flow.source is 'The course.';
comment on column ngeshare.v_curriculum_flow.target is
    'The next course; a course past it with (anomaly); or Graduated, Active, Stalled, Not started.';
comment on column ngeshare.v_curriculum_flow.groups is 'Groups on this edge.';

-- ngeshare.v_curriculum_flow (view)
-- Question: where do the groups of each course go?
-- Grain:    one row per source, target with at least one group
-- Reads:    ngeshare.states_to_date, ngeshare.counted_standings, ngeshare.course_config
-- Traps:    every group is in exactly one edge, so the edges of a course sum to its groups; those that went on
--           have graduated, and are taken out of that edge; the same rules as ngeshare.group_outcomes, on counts
create view ngeshare.v_curriculum_flow as
with
    onward as (
        select
            states_to_date.course_name as source,
            course_reached.course_name || case when states_to_date.part > 0 then ' (anomaly)' else '' end as target,
            states_to_date.groups
        from ngeshare.states_to_date
        inner join ngeshare.course_config as course_reached
            on course_reached.sequence_order = states_to_date.sequence_order + states_to_date.part + 1
        where states_to_date.state = 'ONWARD'
    ),

    edges as (
        select source, target, groups
        from onward
        union all
        select source, 'Graduated' as target, -groups as groups
        from onward
        union all
        select
            course_name as source,
            case status
                when 'GRADUATED' then 'Graduated'
                when 'ACTIVE' then 'Active'
                when 'NOT_STARTED' then 'Not started'
                else 'Stalled'
            end as target,
            groups
        from ngeshare.counted_standings
    )

select
    source,
    target,
    sum(groups)::integer as groups
from edges
group by source, target
having sum(groups) <> 0;

comment on view ngeshare.v_curriculum_flow is 'Edges of the curriculum''s Sankey diagram.';
comment on column ngeshare.v_curriculum_flow.source is 'The course.';
comment on column ngeshare.v_curriculum_flow.target is
    'The next course; a course past it with (anomaly); or Graduated, Active, Stalled, Not started.';
comment on column ngeshare.v_curriculum_flow.groups is 'Groups on this edge.';

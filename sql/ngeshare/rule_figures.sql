-- ngeshare.rule_figures (view)
-- Question: how many groups are in which state, under the rules in force?
-- Grain:    one row per figure
-- Reads:    ngeshare.v_curriculum_funnel, ngeshare.counted_standings, ngeshare.v_time_to_graduate_outliers,
--           ngeshare.v_pipeline_anomalies
-- Traps:    asked before and after a change that is tried, in one transaction
create view ngeshare.rule_figures as
with
    groups as (
        select
            sum(groups_total) as groups_total,
            sum(groups_active) as groups_active,
            sum(groups_stalled) as groups_stalled,
            sum(groups_not_started) as groups_not_started,
            sum(groups_graduated) as groups_graduated,
            sum(groups_continued) as groups_continued
        from ngeshare.v_curriculum_funnel
    ),

    rescuable as (
        select sum(counted_standings.groups) as groups
        from ngeshare.counted_standings
        where counted_standings.is_rescuable
    ),

    outliers as (
        select count(*) as groups
        from ngeshare.v_time_to_graduate_outliers
    ),

    anomalies as (
        select count(*) as findings
        from ngeshare.v_pipeline_anomalies
    )

select
    listed.figure,
    listed.position,
    coalesce(listed.value, 0)::numeric as value
from groups
cross join rescuable
cross join outliers
cross join anomalies
cross join lateral (
    values
    ('groups_total', 1, groups.groups_total),
    ('groups_active', 2, groups.groups_active),
    ('groups_stalled', 3, groups.groups_stalled),
    ('groups_not_started', 4, groups.groups_not_started),
    ('groups_graduated', 5, groups.groups_graduated),
    ('groups_continued', 6, groups.groups_continued),
    ('groups_rescuable', 7, rescuable.groups),
    ('outliers', 8, outliers.groups),
    ('anomalies', 9, anomalies.findings)
) as listed (figure, position, value);

comment on view ngeshare.rule_figures is 'Figures that show what a change of rules does, one a row.';
comment on column ngeshare.rule_figures.figure is 'What is counted, as a code.';
comment on column ngeshare.rule_figures.position is 'Its place in the list.';
comment on column ngeshare.rule_figures.value is 'The number.';

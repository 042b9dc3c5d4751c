-- mgmt.rule_figures (view)
-- Question: how many students come and stay away, under the rules in force?
-- Grain:    one row per figure
-- Reads:    mgmt.engagement_active_counts_v, mgmt.engagement_inactive_counts_v, mgmt.engagement_wau_mau_v,
--           mgmt.engagement_hour_split_v, mgmt.engagement_inactive_roster_v
-- Traps:    asked before and after a change that is tried, in one transaction
create view mgmt.rule_figures as
with
    roster as (
        select count(*) as students
        from mgmt.engagement_inactive_roster_v
    )

select
    listed.figure,
    listed.position,
    coalesce(listed.value, 0)::numeric as value
from mgmt.engagement_active_counts_v as active
cross join mgmt.engagement_inactive_counts_v as inactive
cross join mgmt.engagement_wau_mau_v as sticky
cross join roster
cross join lateral (
    values
    ('active_1', 1, active.active_7d),
    ('active_2', 2, active.active_14d),
    ('active_3', 3, active.active_30d),
    ('active_4', 4, active.active_6mo),
    ('inactive_1', 5, inactive.inactive_7d_count),
    ('inactive_2', 6, inactive.inactive_14d_count),
    ('inactive_3', 7, inactive.dormant_30d_count),
    ('inactive_4', 8, inactive.inactive_180d_count),
    ('wau', 9, sticky.wau),
    ('mau', 10, sticky.mau),
    ('roster', 11, roster.students)
) as listed (figure, position, value)
union all
select
    split.daypart as figure,
    11 + row_number() over (order by split.daypart desc) as position,
    round(split.total_minutes / 60, 1) as value
from mgmt.engagement_hour_split_v as split;

comment on view mgmt.rule_figures is 'Figures that show what a change of rules does, one a row.';
comment on column mgmt.rule_figures.figure is 'What is counted, as a code.';
comment on column mgmt.rule_figures.position is 'Its place in the list.';
comment on column mgmt.rule_figures.value is 'The number.';

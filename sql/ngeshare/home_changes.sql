-- ngeshare.home_changes (view)
-- Question: how is the programme doing, and what changed in the last {ngeshare.active_days:days}?
-- Grain:    one row
-- Reads:    ngeshare.home_standing, ngeshare.home_standing_on, ops.rule_ngeshare_active_days
-- Traps:    compares with what was known to be so {ngeshare.active_days:days} ago, not with a sum over the days between
create view ngeshare.home_changes as
select
    today.day,
    today.groups_total,
    today.groups_active,
    today.groups_active - before.groups_active as groups_active_change,
    today.groups_graduated,
    today.groups_graduated - before.groups_graduated as groups_graduated_change,
    today.groups_rescuable,
    today.groups_rescuable - before.groups_rescuable as groups_rescuable_change,
    today.active_facilitators,
    today.active_facilitators - before.active_facilitators as active_facilitators_change,
    today.meetings_28_days,
    today.meetings_28_days - before.meetings_28_days as meetings_28_days_change
from ngeshare.home_standing as today
cross join lateral ngeshare.home_standing_on(today.day - ops.rule_ngeshare_active_days()) as before;

comment on view ngeshare.home_changes is 'The figures of Home with their changes against {ngeshare.active_days:days} earlier.';
comment on column ngeshare.home_changes.day is 'The local today.';
comment on column ngeshare.home_changes.groups_total is 'Groups in the curriculum.';
comment on column ngeshare.home_changes.groups_active is 'Groups that are ACTIVE.';
comment on column ngeshare.home_changes.groups_active_change is 'More than {ngeshare.active_days:days} ago; negative: fewer.';
comment on column ngeshare.home_changes.groups_graduated is 'Groups that are GRADUATED.';
comment on column ngeshare.home_changes.groups_graduated_change is 'More than {ngeshare.active_days:days} ago; negative: fewer.';
comment on column ngeshare.home_changes.groups_rescuable is 'Groups on the rescue list.';
comment on column ngeshare.home_changes.groups_rescuable_change is 'More than {ngeshare.active_days:days} ago; negative: fewer.';
comment on column ngeshare.home_changes.active_facilitators is 'Facilitators of at least one ACTIVE group.';
comment on column ngeshare.home_changes.active_facilitators_change is 'More than {ngeshare.active_days:days} ago; negative: fewer.';
comment on column ngeshare.home_changes.meetings_28_days is 'Meetings in the {ngeshare.active_days:days} that end with the local today.';
comment on column ngeshare.home_changes.meetings_28_days_change is 'More than in the {ngeshare.active_days:days} before; negative: fewer.';

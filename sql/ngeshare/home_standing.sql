-- ngeshare.home_standing (view)
-- Question: how many groups stand where, how many people lead them, and how often did they meet lately?
-- Grain:    one row
-- Reads:    ngeshare.counted_standings, ngeshare.active_facilitators, ngeshare.meetings_by_day, ngeshare.today,
--           ops.rule_ngeshare_active_days
-- Traps:    to compare with an earlier day ask ngeshare.home_standing_on; the {ngeshare.active_days:days} of meetings
--           end today
create view ngeshare.home_standing as
with
    counted as (
        select
            coalesce(sum(groups), 0) as groups_total,
            coalesce(sum(groups) filter (where status = 'ACTIVE'), 0) as groups_active,
            coalesce(sum(groups) filter (where status = 'STALLED'), 0) as groups_stalled,
            coalesce(sum(groups) filter (where status = 'GRADUATED'), 0) as groups_graduated,
            coalesce(sum(groups) filter (where status = 'NOT_STARTED'), 0) as groups_not_started,
            coalesce(sum(groups) filter (where is_rescuable), 0) as groups_rescuable
        from ngeshare.counted_standings
    ),

    recent_meetings as (
        select coalesce(sum(meetings_by_day.meetings), 0) as meetings_28_days
        from ngeshare.meetings_by_day
        where meetings_by_day.met_on >= (select ngeshare.today()) + 1 - ops.rule_ngeshare_active_days()
    )

select
    (select ngeshare.today()) as day,
    counted.groups_total::integer as groups_total,
    counted.groups_active::integer as groups_active,
    counted.groups_stalled::integer as groups_stalled,
    counted.groups_graduated::integer as groups_graduated,
    counted.groups_not_started::integer as groups_not_started,
    active_facilitators.active_facilitators,
    counted.groups_rescuable::integer as groups_rescuable,
    recent_meetings.meetings_28_days::integer as meetings_28_days
from counted
cross join ngeshare.active_facilitators
cross join recent_meetings;

comment on view ngeshare.home_standing is 'What Home compares with {ngeshare.active_days:days} ago.';
comment on column ngeshare.home_standing.day is 'The local today.';
comment on column ngeshare.home_standing.groups_total is 'Groups in the curriculum.';
comment on column ngeshare.home_standing.groups_active is 'Groups that are ACTIVE.';
comment on column ngeshare.home_standing.groups_stalled is 'Groups that are STALLED.';
comment on column ngeshare.home_standing.groups_graduated is 'Groups that are GRADUATED.';
comment on column ngeshare.home_standing.groups_not_started is 'Groups that are NOT_STARTED.';
comment on column ngeshare.home_standing.active_facilitators is 'Facilitators of at least one ACTIVE group.';
comment on column ngeshare.home_standing.groups_rescuable is 'Groups on the rescue list.';
comment on column ngeshare.home_standing.meetings_28_days is 'Meetings in the {ngeshare.active_days:days} that end with the local today.';

-- ngeshare.home_standing (view)
-- Question: how many groups stand where, how many people lead them, and how often did they meet lately?
-- Grain:    one row
-- Reads:    ngeshare.group_standings, ngeshare.group_facilitators, ngeshare.curriculum_meetings, ngeshare.today
-- Traps:    to compare with an earlier day ask ngeshare.home_standing_on; the 28 days end today
create view ngeshare.home_standing as
with
    counted as (
        select
            count(*) as groups_total,
            count(*) filter (where group_standings.status = 'ACTIVE') as groups_active,
            count(*) filter (where group_standings.status = 'STALLED') as groups_stalled,
            count(*) filter (where group_standings.status = 'GRADUATED') as groups_graduated,
            count(*) filter (where group_standings.status = 'NOT_STARTED') as groups_not_started,
            count(distinct group_facilitators.facilitator_id) filter (where group_standings.status = 'ACTIVE')
                as active_facilitators,
            count(*) filter (where group_standings.is_rescuable) as groups_rescuable
        from ngeshare.group_standings
        left join ngeshare.group_facilitators on group_facilitators.group_id = group_standings.group_id
    ),

    recent_meetings as (
        select count(*) as meetings_28_days
        from ngeshare.curriculum_meetings
        where curriculum_meetings.met_on between (select ngeshare.today()) - 27 and (select ngeshare.today())
    )

select
    (select ngeshare.today()) as day,
    counted.groups_total::integer as groups_total,
    counted.groups_active::integer as groups_active,
    counted.groups_stalled::integer as groups_stalled,
    counted.groups_graduated::integer as groups_graduated,
    counted.groups_not_started::integer as groups_not_started,
    counted.active_facilitators::integer as active_facilitators,
    counted.groups_rescuable::integer as groups_rescuable,
    recent_meetings.meetings_28_days::integer as meetings_28_days
from counted
cross join recent_meetings;

comment on view ngeshare.home_standing is 'What Home compares with four weeks ago.';
comment on column ngeshare.home_standing.day is 'The local today.';
comment on column ngeshare.home_standing.groups_total is 'Groups in the curriculum.';
comment on column ngeshare.home_standing.groups_active is 'Groups that are ACTIVE.';
comment on column ngeshare.home_standing.groups_stalled is 'Groups that are STALLED.';
comment on column ngeshare.home_standing.groups_graduated is 'Groups that are GRADUATED.';
comment on column ngeshare.home_standing.groups_not_started is 'Groups that are NOT_STARTED.';
comment on column ngeshare.home_standing.active_facilitators is 'Facilitators of at least one ACTIVE group.';
comment on column ngeshare.home_standing.groups_rescuable is 'Groups on the rescue list.';
comment on column ngeshare.home_standing.meetings_28_days is 'Meetings in the 28 local days that end today.';

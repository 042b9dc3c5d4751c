-- ngeshare.home_figures (view)
-- Question: how is the programme doing, in a handful of numbers?
-- Grain:    one row
-- Reads:    ngeshare.v_group_status, ngeshare.v_rescue_list, ngeshare.v_facilitator_growth,
--           ngeshare.curriculum_meetings, ngeshare.valid_attendance, ngeshare.percent, ngeshare.midnight,
--           ngeshare.today
-- Traps:    to compare with the period before, read it again with atalaya.as_of 28 days earlier; the 28 days end today
create view ngeshare.home_figures as
with
    groups_by_status as (
        select
            count(*) as groups_total,
            count(*) filter (where v_group_status.status = 'ACTIVE') as groups_active,
            count(*) filter (where v_group_status.status = 'STALLED') as groups_stalled,
            count(*) filter (where v_group_status.status = 'GRADUATED') as groups_graduated,
            count(*) filter (where v_group_status.status = 'NOT_STARTED') as groups_not_started
        from ngeshare.v_group_status
    ),

    rescuable as (
        select count(*) as groups_rescuable
        from ngeshare.v_rescue_list
    ),

    recent_meetings as (
        select count(*) as meetings_28_days
        from ngeshare.curriculum_meetings
        where curriculum_meetings.met_on > (select ngeshare.today()) - 28
    ),

    recent_people as (
        select count(distinct valid_attendance.user_id) as attendees_28_days
        from ngeshare.valid_attendance
        where valid_attendance.attended_at >= (select ngeshare.midnight(ngeshare.today() - 27))
    )

select
    (select ngeshare.today()) as day,
    groups_by_status.groups_total::integer as groups_total,
    groups_by_status.groups_active::integer as groups_active,
    groups_by_status.groups_stalled::integer as groups_stalled,
    groups_by_status.groups_graduated::integer as groups_graduated,
    groups_by_status.groups_not_started::integer as groups_not_started,
    ngeshare.percent(groups_by_status.groups_graduated, groups_by_status.groups_total) as graduation_rate_pct,
    v_facilitator_growth.active_facilitators,
    v_facilitator_growth.total_facilitators,
    rescuable.groups_rescuable::integer as groups_rescuable,
    recent_meetings.meetings_28_days::integer as meetings_28_days,
    recent_people.attendees_28_days::integer as attendees_28_days
from groups_by_status
cross join ngeshare.v_facilitator_growth
cross join rescuable
cross join recent_meetings
cross join recent_people;

comment on view ngeshare.home_figures is 'Key figures of the programme on the local today.';
comment on column ngeshare.home_figures.day is 'The local today.';
comment on column ngeshare.home_figures.groups_total is 'Groups in the curriculum.';
comment on column ngeshare.home_figures.groups_active is 'Groups that are ACTIVE.';
comment on column ngeshare.home_figures.groups_stalled is 'Groups that are STALLED.';
comment on column ngeshare.home_figures.groups_graduated is 'Groups that are GRADUATED.';
comment on column ngeshare.home_figures.groups_not_started is 'Groups that are NOT_STARTED.';
comment on column ngeshare.home_figures.graduation_rate_pct is
    'Graduated over all groups, 0 to 100; empty without groups.';
comment on column ngeshare.home_figures.active_facilitators is 'Facilitators of at least one ACTIVE group.';
comment on column ngeshare.home_figures.total_facilitators is 'Users with a FACILITATOR membership, all time.';
comment on column ngeshare.home_figures.groups_rescuable is 'Groups on the rescue list.';
comment on column ngeshare.home_figures.meetings_28_days is 'Meetings in the 28 local days that end today.';
comment on column ngeshare.home_figures.attendees_28_days is 'Distinct people at those meetings.';

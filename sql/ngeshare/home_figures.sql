-- ngeshare.home_figures (view)
-- Question: how is the programme doing, in a handful of numbers?
-- Grain:    one row
-- Reads:    ngeshare.home_standing, ngeshare.v_facilitator_growth, ngeshare.valid_attendance, ngeshare.percent,
--           ngeshare.midnight, ngeshare.today, ops.rule_ngeshare_active_days
-- Traps:    counts people of the last {ngeshare.active_days:days}, which only raw attendance can: who needs no more than the rest asks
--           ngeshare.home_standing; these days end today
create view ngeshare.home_figures as
with
    recent_people as (
        select count(distinct valid_attendance.user_id) as attendees_28_days
        from ngeshare.valid_attendance
        where valid_attendance.attended_at >= (
            select ngeshare.midnight(ngeshare.today() + 1 - ops.rule_ngeshare_active_days())
        )
    )

select
    home_standing.day,
    home_standing.groups_total,
    home_standing.groups_active,
    home_standing.groups_stalled,
    home_standing.groups_graduated,
    home_standing.groups_not_started,
    ngeshare.percent(home_standing.groups_graduated, home_standing.groups_total) as graduation_rate_pct,
    home_standing.active_facilitators,
    v_facilitator_growth.total_facilitators,
    home_standing.groups_rescuable,
    home_standing.meetings_28_days,
    recent_people.attendees_28_days::integer as attendees_28_days
from ngeshare.home_standing
cross join ngeshare.v_facilitator_growth
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
comment on column ngeshare.home_figures.meetings_28_days is 'Meetings in the {ngeshare.active_days:days} that end with the local today.';
comment on column ngeshare.home_figures.attendees_28_days is 'Distinct people at those meetings.';

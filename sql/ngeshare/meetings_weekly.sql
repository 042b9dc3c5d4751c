-- ngeshare.meetings_weekly (view)
-- Question: how many groups meet each week, and how many people come?
-- Grain:    one row per local week, from the first meeting's to the current one
-- Reads:    ngeshare.meetings_by_day, ngeshare.today
-- Traps:    the current week is incomplete; a person who comes twice a week is two attendances
create view ngeshare.meetings_weekly as
with
    weeks_with_meetings as (
        select
            date_trunc('week', meetings_by_day.met_on::timestamp) as week,
            sum(meetings_by_day.meetings) as meetings,
            sum(meetings_by_day.groups_of_week) as groups_met,
            sum(meetings_by_day.attendances) as attendances
        from ngeshare.meetings_by_day
        group by 1
    ),

    weeks as (
        select
            generate_series(
                min(weeks_with_meetings.week),
                date_trunc('week', (select ngeshare.today())::timestamp),
                interval '7 days'
            ) as week
        from weeks_with_meetings
    )

select
    weeks.week::date as week,
    coalesce(weeks_with_meetings.meetings, 0)::integer as meetings,
    coalesce(weeks_with_meetings.groups_met, 0)::integer as groups_met,
    coalesce(weeks_with_meetings.attendances, 0)::integer as attendances,
    weeks.week = date_trunc('week', (select ngeshare.today())::timestamp) as is_current
from weeks
left join weeks_with_meetings on weeks_with_meetings.week = weeks.week
order by weeks.week;

comment on view ngeshare.meetings_weekly is
    'Meetings and attendance of curriculum groups by local week, empty weeks included.';
comment on column ngeshare.meetings_weekly.week is 'Monday of the local week.';
comment on column ngeshare.meetings_weekly.meetings is 'Groups times local dates on which they met.';
comment on column ngeshare.meetings_weekly.groups_met is 'Distinct groups that met.';
comment on column ngeshare.meetings_weekly.attendances is 'People at each meeting, added up.';
comment on column ngeshare.meetings_weekly.is_current is 'Whether the week is still under way.';

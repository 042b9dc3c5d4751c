-- ngeshare.meetings_weekly (view)
-- Question: how many groups meet each week, and how many people come?
-- Grain:    one row per local week, from the first meeting's to the current one
-- Reads:    ngeshare.curriculum_meetings, ngeshare.today
-- Traps:    the current week is incomplete; a person who comes twice a week is two attendances
create view ngeshare.meetings_weekly as
with
    weeks_of_groups as (
        select
            date_trunc('week', curriculum_meetings.met_on::timestamp) as week,
            curriculum_meetings.group_id,
            count(*) as meetings,
            sum(curriculum_meetings.attendees) as attendances
        from ngeshare.curriculum_meetings
        group by 1, 2
    ),

    weeks_with_meetings as (
        select
            weeks_of_groups.week,
            sum(weeks_of_groups.meetings) as meetings,
            count(*) as groups_met,
            sum(weeks_of_groups.attendances) as attendances
        from weeks_of_groups
        group by weeks_of_groups.week
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

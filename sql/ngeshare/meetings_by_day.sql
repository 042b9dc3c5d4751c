-- ngeshare.meetings_by_day (view)
-- Question: how much did groups of the curriculum meet on each day up to today?
-- Grain:    one row per local date with a meeting
-- Reads:    ngeshare.meeting_days, public."Hangout", ngeshare.course_config, ngeshare.today
-- Traps:    groups_of_week may only be added up within a week
create view ngeshare.meetings_by_day as
select
    meeting_days.met_on,
    sum(meeting_days.meetings)::integer as meetings,
    sum(meeting_days.groups_of_week)::integer as groups_of_week,
    sum(meeting_days.attendances)::integer as attendances
from ngeshare.meeting_days
inner join public."Hangout" as hangout on hangout.id = meeting_days.hangout_id
inner join ngeshare.course_config as course on course.course_name = hangout.name
where meeting_days.since <= (select ngeshare.today())
group by meeting_days.met_on;

comment on view ngeshare.meetings_by_day is 'Meetings and attendance of curriculum groups by local date.';
comment on column ngeshare.meetings_by_day.met_on is 'The local date.';
comment on column ngeshare.meetings_by_day.meetings is 'Groups that met.';
comment on column ngeshare.meetings_by_day.groups_of_week is 'Groups among them that had not met earlier in the same week.';
comment on column ngeshare.meetings_by_day.attendances is 'People at each meeting, added up.';

-- ngeshare.quality_of_meetings (view)
-- Question: which remembered meetings are as other rules than those in force recorded them?
-- Grain:    one row per check, table, key
-- Reads:    ngeshare.group_meetings, ngeshare.recording_rules, ngeshare.iso_date,
--           ngeshare.window_start
-- Traps:    their attendance is gone, so that nobody can date them anew or say who attended; a meeting that a longer window
--           reaches back to is here too, for production no longer tells of it
create view ngeshare.quality_of_meetings as
select
    'recorded_under_other_rules' as "check",
    'UserHangoutGroupAttendance' as "table",
    group_meetings.group_id || ' ' || ngeshare.iso_date(group_meetings.met_on) as key,
    group_meetings.group_id
from ngeshare.group_meetings
where
    group_meetings.recorded_under is not null
    and (
        group_meetings.recorded_under <> ngeshare.recording_rules()
        or group_meetings.met_on >= (select ngeshare.window_start())
    )
group by group_meetings.group_id, group_meetings.met_on;

comment on view ngeshare.quality_of_meetings is 'Meetings without attendance that a change of rules left as they were.';
comment on column ngeshare.quality_of_meetings."check" is 'Name of the check, as in ngeshare.quality_checks.';
comment on column ngeshare.quality_of_meetings."table" is 'Raw table whose rows are gone.';
comment on column ngeshare.quality_of_meetings.key is 'The group and the date of its meeting.';
comment on column ngeshare.quality_of_meetings.group_id is 'The group.';

-- ops.schedule_changes (view)
-- Question: who moved a job of the schedule to another time, from when to when?
-- Grain:    one row per change (change)
-- Reads:    ops.schedule_change
-- Traps:    times are local ones of the zone; no time before means that the job was not on the schedule, or every hour
create view ops.schedule_changes as
select
    schedule_change.change,
    schedule_change.changed_at,
    schedule_change.who,
    schedule_change.job,
    to_char(make_time(schedule_change.hour_before, schedule_change.minute_before, 0), 'HH24:MI') as time_before,
    to_char(make_time(schedule_change.hour, schedule_change.minute, 0), 'HH24:MI') as time_after,
    schedule_change.time_zone
from ops.schedule_change;

comment on view ops.schedule_changes is 'Who moved a job of the schedule to another time, from when to when.';
comment on column ops.schedule_changes.change is 'Number of the change, ascending.';
comment on column ops.schedule_changes.changed_at is 'Moment of the change.';
comment on column ops.schedule_changes.who is
    'User of ATALAYA_BASIC_AUTH; anonymous where nobody is asked, token for a program with the token.';
comment on column ops.schedule_changes.job is 'Name of the job.';
comment on column ops.schedule_changes.time_before is
    'Local time of day until then, 24 hours; null: the job was not on the schedule, or done every hour.';
comment on column ops.schedule_changes.time_after is 'Local time of day from then on, 24 hours; null: every hour.';
comment on column ops.schedule_changes.time_zone is 'Zone of the times; null: that of the machine that runs the server.';

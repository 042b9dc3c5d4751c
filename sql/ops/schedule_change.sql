-- ops.schedule_change (table)
-- Question: who changed the time of a job, and when?
-- Grain:    one row per change (change)
-- Traps:    changes before schema 0023 are not known; choosing the time that holds already is no change
comment on table ops.schedule_change is 'One row whenever somebody chose another time for a job of the schedule.';
comment on column ops.schedule_change.change is 'Number of the change, ascending.';
comment on column ops.schedule_change.changed_at is 'Moment of the change.';
comment on column ops.schedule_change.who is
    'User of ATALAYA_BASIC_AUTH; anonymous where nobody is asked, token for a program with the token.';
comment on column ops.schedule_change.job is 'Name of the job.';
comment on column ops.schedule_change.hour_before is 'Local hour until then; null: every hour, or not on the schedule.';
comment on column ops.schedule_change.minute_before is 'Minute until then; null: the job was not on the schedule.';
comment on column ops.schedule_change.hour is 'Local hour from then on; null: every hour.';
comment on column ops.schedule_change.minute is 'Minute from then on.';
comment on column ops.schedule_change.time_zone is 'Zone of the hours; null: that of the machine that runs the server.';

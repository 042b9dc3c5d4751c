-- ngeshare.meeting_days (fact)
-- Question: how much did the groups of a Hangout meet on each day?
-- Grain:    one row per Hangout, day and day from which it is known (hangout_id, met_on, since)
-- Traps:    a sum over ngeshare.group_progress; what a group did before its creation is known from its creation on
comment on table ngeshare.meeting_days is 'Fact: meetings by Hangout and local date, so that weeks are sums of days.';
comment on column ngeshare.meeting_days.hangout_id is 'The Hangout that the groups work through.';
comment on column ngeshare.meeting_days.met_on is 'Local date of the meetings.';
comment on column ngeshare.meeting_days.since is 'Local date from which they are known: the same, or that of the group''s creation.';
comment on column ngeshare.meeting_days.meetings is 'Groups that met on the day.';
comment on column ngeshare.meeting_days.attendances is 'Different people at each of these meetings, added up.';
comment on column ngeshare.meeting_days.groups_of_week is 'Groups among them that had not met earlier in the same week.';

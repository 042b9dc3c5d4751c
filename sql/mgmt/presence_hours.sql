-- mgmt.presence_hours (fact)
-- Question: how long were students at the centre in each local clock hour?
-- Grain:    one row per day, hour, level and day from which it counts (on_day, hour, level, counts_from)
-- Traps:    microseconds, so that sums stay exact; a check-in counts as a session in its first hour only
comment on table mgmt.presence_hours is
    'Fact: how long students were at the centre in each local clock hour, and how many check-ins began in it.';
comment on column mgmt.presence_hours.on_day is 'Local date.';
comment on column mgmt.presence_hours.hour is 'Local hour, 0 to 23; one that comes twice when clocks go back is one.';
comment on column mgmt.presence_hours.level is 'Current level of the students; empty text: not placed yet.';
comment on column mgmt.presence_hours.counts_from is 'The later of the date and the students'' registration.';
comment on column mgmt.presence_hours.sessions is 'Check-ins that began in the hour, open and forgotten ones included.';
comment on column mgmt.presence_hours.microseconds is 'Time inside the hour, of all check-ins, exact.';

-- ngeshare.group_changes (fact)
-- Question: how many groups of a Hangout entered and left each state on each day?
-- Grain:    one row per Hangout, state, part, kind of period and its first day (hangout_id, state, part, is_month, changed_on)
-- Traps:    a sum of ngeshare.states_in_time over all groups; whoever adds up what changed until a day has the groups in each
--           state on it: ngeshare.states_to_date; months hold the same changes once more, so that no sum goes through years
comment on table ngeshare.group_changes is
    'Fact: how many groups entered (or, negative, left) each state, by day and once more by month. Groups in a state on any '
    'day are the sum of the months before and of the days of the month.';
comment on column ngeshare.group_changes.hangout_id is 'The Hangout that the groups work through.';
comment on column ngeshare.group_changes.state is
    'NEW: has not met, created at most {ngeshare.active_days:days} ago; WAITING: has not met for longer; '
    'MEETING: met at most {ngeshare.active_days:days} ago; '
    'SILENT: met longer ago; or a mark of ngeshare.group_marks.';
comment on column ngeshare.group_changes.part is 'Highest episode reached so far, 0 if none was; of a mark, its own part.';
comment on column ngeshare.group_changes.is_month is 'Whether the row stands for a month, not for a day.';
comment on column ngeshare.group_changes.changed_on is 'The local day, or the first of the month.';
comment on column ngeshare.group_changes.groups is 'Groups that entered the state, less those that left it.';

-- ngeshare.group_progress (fact)
-- Question: how far had each group come, from its creation and from each meeting on until it met again?
-- Grain:    one row per group and number of meetings (group_id, meetings)
-- Traps:    as of a day, the one row of a group counts that holds on it (since <= day < until), so a meeting before the group's
--           creation never does; only meetings over the group's present Hangout are here, future dates and groups outside
--           the curriculum, too
comment on table ngeshare.group_progress is
    'Fact: one row per group and stretch of days between its meetings, with all that was known of it then. Where a group '
    'stands on any day is one row, however often it met.';
comment on column ngeshare.group_progress.group_id is 'The group.';
comment on column ngeshare.group_progress.since is
    'First local date on which it was so: of its creation, or of a later meeting.';
comment on column ngeshare.group_progress.until is
    'First local date on which it was so no longer, because it met again; infinity: it is still so.';
comment on column ngeshare.group_progress.hangout_id is 'The Hangout that the group works through.';
comment on column ngeshare.group_progress.meetings is 'Meetings by then, that of the row included.';
comment on column ngeshare.group_progress.highest_episode is 'Highest episode reached by then; 0 if none was.';
comment on column ngeshare.group_progress.attended_episode is
    'Highest episode that anybody attended by then; 0 if it had not met.';
comment on column ngeshare.group_progress.met_on is 'Local date of the last meeting by then; empty if it had not met.';
comment on column ngeshare.group_progress.first_met_on is 'Local date of the first meeting; empty if it had not met.';
comment on column ngeshare.group_progress.graduated_on is
    'Local date of the first meeting that reached the course''s last episode; empty before, and outside the curriculum.';
comment on column ngeshare.group_progress.created_on is 'Local date of the group''s creation.';
comment on column ngeshare.group_progress.opens_week is 'Whether the meeting is the group''s first of its week.';
comment on column ngeshare.group_progress.attendees is 'Different people who attended the meeting; 0 if it had not met.';

-- ngeshare.group_meetings (fact)
-- Question: when did each group meet, how far had it come, and how many were there?
-- Grain:    one row per group and local date with a valid attendance (group_id, met_on)
-- Traps:    meetings older than 45 days outlive their raw rows; future dates and groups outside the curriculum are
--           here too
comment on table ngeshare.group_meetings is
    'Facts: one row per group and local date with at least one valid attendance, whatever the group''s Hangout and '
    'also for future dates. Kept current by triggers; meetings older than the 45-day window outlive their raw rows.';
comment on column ngeshare.group_meetings.group_id is 'The group (public."HangoutGroup".id).';
comment on column ngeshare.group_meetings.met_on is 'Local date of the meeting.';
comment on column ngeshare.group_meetings.highest_episode is 'Highest episode number attended that day.';
comment on column ngeshare.group_meetings.attendees is 'People who attended that day.';

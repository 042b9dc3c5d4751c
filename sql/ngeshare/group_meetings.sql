-- ngeshare.group_meetings (fact)
-- Question: when did each group meet over which Hangout, how far had it come, and how many were there?
-- Grain:    one row per group, local date and Hangout with an attendance (group_id, met_on, hangout_id)
-- Traps:    meetings older than {ngeshare.window_days:days} outlive their raw rows; future dates, groups outside the curriculum, and Hangouts
--           that a group has left are here too: ngeshare.curriculum_meetings has those that count
comment on table ngeshare.group_meetings is
    'Facts: one row per group, local date and Hangout with at least one attendance, whatever the group''s Hangout is '
    'by now and also for future dates. Kept current by triggers; meetings older than '
    '{ngeshare.window_days:days} outlive their raw rows.';
comment on column ngeshare.group_meetings.group_id is 'The group (public."HangoutGroup".id).';
comment on column ngeshare.group_meetings.met_on is 'Local date of the meeting.';
comment on column ngeshare.group_meetings.highest_episode is 'Highest episode number of that Hangout attended that day.';
comment on column ngeshare.group_meetings.reached_episode is
    'Highest episode number of that Hangout that enough people attended that day (rule: {ngeshare.reached_by}); empty where none was.';
comment on column ngeshare.group_meetings.recorded_under is
    'Of a meeting without attendance that a change of rules met: the zone and the rule of who has to attend under which it '
    'was recorded; else empty.';
comment on column ngeshare.group_meetings.attendees is 'People who attended that Hangout that day.';
comment on column ngeshare.group_meetings.hangout_id is
    'The Hangout whose episodes were worked through (public."Hangout".id); '''' where nobody knows it any more.';

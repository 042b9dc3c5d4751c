-- ngeshare.curriculum_meetings (view)
-- Question: when did each curriculum group meet, and how far did it get that day?
-- Grain:    one row per group_id, met_on
-- Reads:    ngeshare.group_meetings, ngeshare.curriculum_groups, ngeshare.today
-- Traps:    reads the facts, so meetings whose raw attendance has left the warehouse still count; those of a Hangout that
--           the group has left do not, until it comes back to it;
--           least(x, limit) <> limit says x < limit, but lets the planner expect that most rows pass
create view ngeshare.curriculum_meetings as
select
    group_meetings.group_id,
    curriculum_groups.course_name,
    curriculum_groups.max_episodes,
    group_meetings.met_on,
    group_meetings.highest_episode,
    group_meetings.attendees
from ngeshare.group_meetings
inner join ngeshare.curriculum_groups
    on curriculum_groups.group_id = group_meetings.group_id
    and curriculum_groups.hangout_id = group_meetings.hangout_id
where least(group_meetings.met_on, (select ngeshare.today()) + 1) <> (select ngeshare.today()) + 1;

comment on view ngeshare.curriculum_meetings is
    'Meetings of curriculum groups up to today: local dates with at least one attendance of the group''s Hangout.';
comment on column ngeshare.curriculum_meetings.group_id is 'The group.';
comment on column ngeshare.curriculum_meetings.course_name is 'Course of the group.';
comment on column ngeshare.curriculum_meetings.max_episodes is 'Episode that graduates a group of this course.';
comment on column ngeshare.curriculum_meetings.met_on is 'Local date of the meeting.';
comment on column ngeshare.curriculum_meetings.highest_episode is 'Highest episode attended that day.';
comment on column ngeshare.curriculum_meetings.attendees is 'People who attended that day.';

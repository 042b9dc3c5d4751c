-- timeline.v_pending_responses (view)
-- Question: which reflections wait for an instructor's answer, and how long?
-- Grain:    one row per waiting activity; the oldest first
-- Reads:    timeline.visible_activities, timeline.as_of
-- Traps:    the age counts to the moment one looks from: of what is made later that day it is negative
create view timeline.v_pending_responses as
select
    activity.student_id,
    activity.full_name,
    activity.email,
    activity.id,
    activity.activity_type,
    activity.created_at,
    round(extract(epoch from (select timeline.as_of()) - activity.created_at) / 3600, 2) as age_hours,
    activity.activity_date,
    activity.video_id,
    activity.video_timestamp_seconds,
    activity.course_id,
    activity.lesson_id,
    activity.goal_id,
    activity.quiz_id,
    activity.content,
    activity.metadata,
    activity.media_url,
    activity.media_type,
    activity.media_duration_seconds,
    activity.requires_response,
    activity.response_status,
    activity.instructor_response,
    activity.responded_at,
    activity.responded_by,
    activity.source_table,
    activity.source_id,
    activity.source_event,
    activity.removed_at
from timeline.visible_activities as activity
where
    activity.requires_response = true
    and activity.response_status = 'pending'
order by activity.created_at, activity.id;

comment on view timeline.v_pending_responses is 'Reflections without an answer, oldest first.';
comment on column timeline.v_pending_responses.student_id is 'The student.';
comment on column timeline.v_pending_responses.full_name is 'Name of the student.';
comment on column timeline.v_pending_responses.email is 'E-mail address of the student.';
comment on column timeline.v_pending_responses.id is 'The activity.';
comment on column timeline.v_pending_responses.activity_type is 'One of the seventeen types.';
comment on column timeline.v_pending_responses.created_at is
    'When it happened; of a quarter of a video: when the row that reached it was written.';
comment on column timeline.v_pending_responses.age_hours is 'Hours since it was made, 2 decimals.';
comment on column timeline.v_pending_responses.activity_date is 'Its date in {learning.time_zone}.';
comment on column timeline.v_pending_responses.video_id is 'The video, where it happened in one.';
comment on column timeline.v_pending_responses.video_timestamp_seconds is
    'Second of the video; of a quarter: where the student then was.';
comment on column timeline.v_pending_responses.course_id is 'The source''s own course, else that of the lesson.';
comment on column timeline.v_pending_responses.lesson_id is 'The chapter: the video''s, or the one completed.';
comment on column timeline.v_pending_responses.goal_id is
    'The source''s own goal, else the one that the student had open at that moment; it never changes by itself.';
comment on column timeline.v_pending_responses.quiz_id is 'The quiz of an attempt.';
comment on column timeline.v_pending_responses.content is 'The text as the source has it; a milestone''s note.';
comment on column timeline.v_pending_responses.metadata is
    'What only this type has: percent, score, sentiment, instructor_id.';
comment on column timeline.v_pending_responses.media_url is
    'Where a voice memo, picture, film or proof lies; as the source has it, not checked.';
comment on column timeline.v_pending_responses.media_type is 'audio, image or video; empty for text.';
comment on column timeline.v_pending_responses.media_duration_seconds is 'Length of a voice memo or film.';
comment on column timeline.v_pending_responses.requires_response is 'True for reflections.';
comment on column timeline.v_pending_responses.response_status is
    'Of a reflection: pending until there is an answer, then responded.';
comment on column timeline.v_pending_responses.instructor_response is 'The answer.';
comment on column timeline.v_pending_responses.responded_at is 'When it was given, as the source has it.';
comment on column timeline.v_pending_responses.responded_by is 'Who gave it.';
comment on column timeline.v_pending_responses.source_table is 'Raw table that tells it.';
comment on column timeline.v_pending_responses.source_id is 'Its row there.';
comment on column timeline.v_pending_responses.source_event is
    'What happened to that row: created, started, completed, progress:25 …';
comment on column timeline.v_pending_responses.removed_at is
    'When the source deleted it; removed activities are hidden, not erased.';

-- timeline.v_video_journey (view)
-- Question: what did students do in a video, along its seconds?
-- Grain:    one row per activity in a video
-- Reads:    timeline.visible_activities
-- Traps:    what has no second of the video comes last; to page through a video read timeline.visible_activities
create view timeline.v_video_journey as
select
    activity.video_id,
    activity.student_id,
    activity.full_name,
    activity.email,
    activity.id,
    activity.activity_type,
    activity.created_at,
    activity.activity_date,
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
where activity.video_id is not null
order by activity.video_id, activity.video_timestamp_seconds, activity.created_at, activity.id;

comment on view timeline.v_video_journey is 'Activities in videos, in the order of the video.';
comment on column timeline.v_video_journey.video_id is 'The video, where it happened in one.';
comment on column timeline.v_video_journey.student_id is 'The student.';
comment on column timeline.v_video_journey.full_name is 'Name of the student.';
comment on column timeline.v_video_journey.email is 'E-mail address of the student.';
comment on column timeline.v_video_journey.id is 'The activity.';
comment on column timeline.v_video_journey.activity_type is 'One of the seventeen types.';
comment on column timeline.v_video_journey.created_at is
    'When it happened; of a quarter of a video: when the row that reached it was written.';
comment on column timeline.v_video_journey.activity_date is 'Its date in {learning.time_zone}.';
comment on column timeline.v_video_journey.video_timestamp_seconds is
    'Second of the video; of a quarter: where the student then was.';
comment on column timeline.v_video_journey.course_id is 'The source''s own course, else that of the lesson.';
comment on column timeline.v_video_journey.lesson_id is 'The chapter: the video''s, or the one completed.';
comment on column timeline.v_video_journey.goal_id is
    'The source''s own goal, else the one that the student had open at that moment; it never changes by itself.';
comment on column timeline.v_video_journey.quiz_id is 'The quiz of an attempt.';
comment on column timeline.v_video_journey.content is 'The text as the source has it; a milestone''s note.';
comment on column timeline.v_video_journey.metadata is
    'What only this type has: percent, score, sentiment, instructor_id.';
comment on column timeline.v_video_journey.media_url is
    'Where a voice memo, picture, film or proof lies; as the source has it, not checked.';
comment on column timeline.v_video_journey.media_type is 'audio, image or video; empty for text.';
comment on column timeline.v_video_journey.media_duration_seconds is 'Length of a voice memo or film.';
comment on column timeline.v_video_journey.requires_response is 'True for reflections.';
comment on column timeline.v_video_journey.response_status is
    'Of a reflection: pending until there is an answer, then responded.';
comment on column timeline.v_video_journey.instructor_response is 'The answer.';
comment on column timeline.v_video_journey.responded_at is 'When it was given, as the source has it.';
comment on column timeline.v_video_journey.responded_by is 'Who gave it.';
comment on column timeline.v_video_journey.source_table is 'Raw table that tells it.';
comment on column timeline.v_video_journey.source_id is 'Its row there.';
comment on column timeline.v_video_journey.source_event is
    'What happened to that row: created, started, completed, progress:25 …';
comment on column timeline.v_video_journey.removed_at is
    'When the source deleted it; removed activities are hidden, not erased.';

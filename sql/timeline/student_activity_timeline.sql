-- timeline.student_activity_timeline (fact)
-- Question: what did each student do, and when?
-- Grain:    one row per activity (id)
-- Traps:    what the source deleted has removed_at and is hidden, not erased: read timeline.visible_activities
comment on table timeline.student_activity_timeline is
    'Everything students did, one row per source row and event; kept by triggers on the raw tables, for any writer.';
comment on column timeline.student_activity_timeline.id is 'The activity.';
comment on column timeline.student_activity_timeline.student_id is 'The student.';
comment on column timeline.student_activity_timeline.activity_type is 'One of the seventeen types.';
comment on column timeline.student_activity_timeline.created_at is
    'When it happened; of a quarter of a video: when the row that reached it was written.';
comment on column timeline.student_activity_timeline.activity_date is 'Its date in {learning.time_zone}.';
comment on column timeline.student_activity_timeline.video_id is 'The video, where it happened in one.';
comment on column timeline.student_activity_timeline.video_timestamp_seconds is
    'Second of the video; of a quarter: where the student then was.';
comment on column timeline.student_activity_timeline.course_id is 'The source''s own course, else that of the lesson.';
comment on column timeline.student_activity_timeline.lesson_id is 'The chapter: the video''s, or the one completed.';
comment on column timeline.student_activity_timeline.goal_id is
    'The source''s own goal, else the one that the student had open at that moment; it never changes by itself.';
comment on column timeline.student_activity_timeline.quiz_id is 'The quiz of an attempt.';
comment on column timeline.student_activity_timeline.content is 'The text as the source has it; a milestone''s note.';
comment on column timeline.student_activity_timeline.metadata is
    'What only this type has: percent, score, sentiment, instructor_id.';
comment on column timeline.student_activity_timeline.media_url is
    'Where a voice memo, picture, film or proof lies; as the source has it, not checked.';
comment on column timeline.student_activity_timeline.media_type is 'audio, image or video; empty for text.';
comment on column timeline.student_activity_timeline.media_duration_seconds is 'Length of a voice memo or film.';
comment on column timeline.student_activity_timeline.requires_response is 'True for reflections.';
comment on column timeline.student_activity_timeline.response_status is
    'Of a reflection: pending until there is an answer, then responded.';
comment on column timeline.student_activity_timeline.instructor_response is 'The answer.';
comment on column timeline.student_activity_timeline.responded_at is 'When it was given, as the source has it.';
comment on column timeline.student_activity_timeline.responded_by is 'Who gave it.';
comment on column timeline.student_activity_timeline.source_table is 'Raw table that tells it.';
comment on column timeline.student_activity_timeline.source_id is 'Its row there.';
comment on column timeline.student_activity_timeline.source_event is
    'What happened to that row: created, started, completed, progress:25 …';
comment on column timeline.student_activity_timeline.removed_at is
    'When the source deleted it; removed activities are hidden, not erased.';

-- timeline.visible_activities (view)
-- Question: what did students do, up to today?
-- Grain:    one row per activity
-- Reads:    timeline.student_activity_timeline, learning.profiles, timeline.horizon
-- Traps:    unordered, so that a page of it can follow an index: order by (created_at, id) or the like;
--           removed activities and soft-deleted students are hidden
create view timeline.visible_activities as
select
    activity.id,
    activity.student_id,
    profile.full_name,
    profile.email,
    activity.activity_type,
    activity.created_at,
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
from timeline.student_activity_timeline as activity
inner join learning.profiles as profile on profile.id = activity.student_id
where
    activity.removed_at is null
    -- Not as an index's bound: a page far down would be read from here on, instead of from where the last one ended.
    and coalesce(activity.created_at < (select timeline.horizon()), false)
    and profile.deleted_at is null;

comment on view timeline.visible_activities is 'Activities that the views show, with the student''s name.';
comment on column timeline.visible_activities.id is 'The activity.';
comment on column timeline.visible_activities.student_id is 'The student.';
comment on column timeline.visible_activities.full_name is 'Name of the student.';
comment on column timeline.visible_activities.email is 'E-mail address of the student.';
comment on column timeline.visible_activities.activity_type is 'One of the seventeen types.';
comment on column timeline.visible_activities.created_at is
    'When it happened; of a quarter of a video: when the row that reached it was written.';
comment on column timeline.visible_activities.activity_date is 'Its date in {learning.time_zone}.';
comment on column timeline.visible_activities.video_id is 'The video, where it happened in one.';
comment on column timeline.visible_activities.video_timestamp_seconds is
    'Second of the video; of a quarter: where the student then was.';
comment on column timeline.visible_activities.course_id is 'The source''s own course, else that of the lesson.';
comment on column timeline.visible_activities.lesson_id is 'The chapter: the video''s, or the one completed.';
comment on column timeline.visible_activities.goal_id is
    'The source''s own goal, else the one that the student had open at that moment; it never changes by itself.';
comment on column timeline.visible_activities.quiz_id is 'The quiz of an attempt.';
comment on column timeline.visible_activities.content is 'The text as the source has it; a milestone''s note.';
comment on column timeline.visible_activities.metadata is
    'What only this type has: percent, score, sentiment, instructor_id.';
comment on column timeline.visible_activities.media_url is
    'Where a voice memo, picture, film or proof lies; as the source has it, not checked.';
comment on column timeline.visible_activities.media_type is 'audio, image or video; empty for text.';
comment on column timeline.visible_activities.media_duration_seconds is 'Length of a voice memo or film.';
comment on column timeline.visible_activities.requires_response is 'True for reflections.';
comment on column timeline.visible_activities.response_status is
    'Of a reflection: pending until there is an answer, then responded.';
comment on column timeline.visible_activities.instructor_response is 'The answer.';
comment on column timeline.visible_activities.responded_at is 'When it was given, as the source has it.';
comment on column timeline.visible_activities.responded_by is 'Who gave it.';
comment on column timeline.visible_activities.source_table is 'Raw table that tells it.';
comment on column timeline.visible_activities.source_id is 'Its row there.';
comment on column timeline.visible_activities.source_event is
    'What happened to that row: created, started, completed, progress:25 …';
comment on column timeline.visible_activities.removed_at is
    'When the source deleted it; removed activities are hidden, not erased.';

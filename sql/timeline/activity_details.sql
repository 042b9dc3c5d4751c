-- timeline.activity_details (view)
-- Question: what did students do, in words that a reader knows?
-- Grain:    one row per activity
-- Reads:    timeline.visible_activities, learning.media_files, learning.course_chapters, learning.courses, learning.goals,
--           timeline.as_of
-- Traps:    unordered, so that a page of it can follow an index; titles are those of the last sync
create view timeline.activity_details as
select
    activity.id,
    activity.student_id,
    activity.full_name,
    activity.email,
    activity.activity_type,
    activity.created_at,
    activity.activity_date,
    activity.video_id,
    video.title as video_title,
    activity.video_timestamp_seconds,
    activity.course_id,
    course.title as course_title,
    activity.lesson_id,
    chapter.title as lesson_title,
    activity.goal_id,
    goal.title as goal_title,
    activity.content,
    activity.metadata,
    activity.media_url,
    activity.media_type,
    activity.requires_response,
    activity.response_status,
    activity.instructor_response,
    activity.responded_at,
    round(extract(epoch from (select timeline.as_of()) - activity.created_at) / 3600, 2) as age_hours
from timeline.visible_activities as activity
left join learning.media_files as video on video.id = activity.video_id
left join learning.course_chapters as chapter on chapter.id = activity.lesson_id
left join learning.courses as course on course.id = activity.course_id
left join learning.goals as goal on goal.id = activity.goal_id;

comment on view timeline.activity_details is 'Activities with the titles of what they refer to.';
comment on column timeline.activity_details.id is 'The activity.';
comment on column timeline.activity_details.student_id is 'The student.';
comment on column timeline.activity_details.full_name is 'Name of the student.';
comment on column timeline.activity_details.email is 'E-mail address of the student.';
comment on column timeline.activity_details.activity_type is 'One of the seventeen types.';
comment on column timeline.activity_details.created_at is 'When it happened.';
comment on column timeline.activity_details.activity_date is 'Its date in {learning.time_zone}.';
comment on column timeline.activity_details.video_id is 'The video, where it happened in one.';
comment on column timeline.activity_details.video_title is 'Its title.';
comment on column timeline.activity_details.video_timestamp_seconds is 'Second of the video.';
comment on column timeline.activity_details.course_id is 'The course, where known.';
comment on column timeline.activity_details.course_title is 'Its title.';
comment on column timeline.activity_details.lesson_id is 'The chapter, where known.';
comment on column timeline.activity_details.lesson_title is 'Its title.';
comment on column timeline.activity_details.goal_id is 'The goal that it was for.';
comment on column timeline.activity_details.goal_title is 'Its title.';
comment on column timeline.activity_details.content is 'The student''s or instructor''s own words.';
comment on column timeline.activity_details.metadata is 'What only this type has.';
comment on column timeline.activity_details.media_url is 'Where its file lies, as the source has it.';
comment on column timeline.activity_details.media_type is 'audio, image or video.';
comment on column timeline.activity_details.requires_response is 'True for reflections.';
comment on column timeline.activity_details.response_status is 'pending or responded.';
comment on column timeline.activity_details.instructor_response is 'The answer.';
comment on column timeline.activity_details.responded_at is 'When it was given.';
comment on column timeline.activity_details.age_hours is 'Hours from it to the moment one looks from.';

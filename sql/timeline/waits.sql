-- timeline.waits (view)
-- Question: what waits for an instructor, since when, and which of it cannot have waited that long?
-- Grain:    one row per waiting activity
-- Reads:    timeline.activity_details, timeline.course_beginnings, timeline.impossible_wait, timeline.as_of,
--           ops.rule_learning_response_hours
-- Traps:    unordered, so that a page of it can follow an index; the rows are those of timeline.v_pending_responses, of
--           which figures leave out what has a left_out_because
create view timeline.waits as
select
    activity.id,
    activity.student_id,
    activity.full_name,
    activity.email,
    activity.activity_type,
    activity.created_at,
    activity.age_hours,
    activity.video_title,
    activity.video_timestamp_seconds,
    activity.course_title,
    activity.content,
    activity.media_url,
    timeline.impossible_wait(activity.created_at, beginning.began_at, (select timeline.as_of())) as left_out_because,
    timeline.impossible_wait(activity.created_at, beginning.began_at, (select timeline.as_of())) is null
    and activity.created_at < (select timeline.as_of() - ops.rule_learning_response_hours() * interval '1 hour')
        as is_overdue
from timeline.activity_details as activity
left join timeline.course_beginnings as beginning on beginning.course_id = activity.course_id
where
    activity.requires_response = true
    and activity.response_status = 'pending';

comment on view timeline.waits is 'Reflections without an answer, and why some are in no figure.';
comment on column timeline.waits.id is 'The activity.';
comment on column timeline.waits.student_id is 'The student.';
comment on column timeline.waits.full_name is 'Name of the student.';
comment on column timeline.waits.email is 'E-mail address of the student.';
comment on column timeline.waits.activity_type is 'One of the four types of reflections.';
comment on column timeline.waits.created_at is 'When it was made.';
comment on column timeline.waits.age_hours is 'Hours since it was made, 2 decimals.';
comment on column timeline.waits.video_title is 'Title of the video.';
comment on column timeline.waits.video_timestamp_seconds is 'Second of the video.';
comment on column timeline.waits.course_title is 'Title of the course.';
comment on column timeline.waits.content is 'The student''s words.';
comment on column timeline.waits.media_url is 'Where its file lies, as the source has it.';
comment on column timeline.waits.left_out_because is
    'Why it is in no figure: ahead, before_course, impossible_date; empty where it counts.';
comment on column timeline.waits.is_overdue is
    'Whether it counts, and has waited longer than {learning.response_hours:hours}.';

-- timeline.videos (view)
-- Question: which videos are there, and where do they belong?
-- Grain:    one row per video
-- Reads:    learning.media_files, learning.course_chapters, learning.courses
-- Traps:    recordings outside the courses have neither lesson nor course
create view timeline.videos as
select
    video.id as video_id,
    video.title as video_title,
    chapter.title as lesson_title,
    course.title as course_title,
    chapter.position as lesson_position,
    video.duration_seconds
from learning.media_files as video
left join learning.course_chapters as chapter on chapter.id = video.chapter_id
left join learning.courses as course on course.id = chapter.course_id;

comment on view timeline.videos is 'Videos with their lesson and course.';
comment on column timeline.videos.video_id is 'The video.';
comment on column timeline.videos.video_title is 'Its title.';
comment on column timeline.videos.lesson_title is 'Title of its chapter.';
comment on column timeline.videos.course_title is 'Title of its course.';
comment on column timeline.videos.lesson_position is 'Place of the chapter in the course.';
comment on column timeline.videos.duration_seconds is 'Length in seconds.';

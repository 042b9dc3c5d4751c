-- timeline.student_course_figures (view)
-- Question: how far is each student in each course?
-- Grain:    one row per course_id, student_id who is enrolled
-- Reads:    learning.enrollments, learning.profiles, learning.course_chapters, learning.media_files,
--           learning.lesson_completions, timeline.student_activity_timeline, timeline.horizon
-- Traps:    ask for one course_id: all courses at once read all their activities;
--           a lesson completed twice counts once
create view timeline.student_course_figures as
with
    enrolled as (
        select distinct
            enrollment.course_id,
            enrollment.student_id
        from learning.enrollments as enrollment
        inner join learning.profiles as profile on profile.id = enrollment.student_id
        where
            enrollment.enrolled_at < (select timeline.horizon())
            and profile.deleted_at is null
    ),

    lessons as (
        select
            chapter.course_id,
            completion.student_id,
            count(distinct completion.lesson_id) as lessons_completed
        from learning.course_chapters as chapter
        inner join learning.lesson_completions as completion on completion.lesson_id = chapter.id
        where completion.completed_at < (select timeline.horizon())
        group by chapter.course_id, completion.student_id
    ),

    watched as (
        select
            chapter.course_id,
            activity.student_id,
            count(*) filter (where activity.activity_type = 'video_completion') as videos_completed,
            count(*) filter (where activity.requires_response) as reflections
        from learning.course_chapters as chapter
        inner join learning.media_files as video on video.chapter_id = chapter.id
        inner join timeline.student_activity_timeline as activity on activity.video_id = video.id
        where
            activity.removed_at is null
            and activity.created_at < (select timeline.horizon())
        group by chapter.course_id, activity.student_id
    )

select
    enrolled.course_id,
    enrolled.student_id,
    coalesce(lessons.lessons_completed, 0) as lessons_completed,
    coalesce(watched.videos_completed, 0) as videos_completed,
    coalesce(watched.reflections, 0) as reflections
from enrolled
left join lessons on lessons.course_id = enrolled.course_id and lessons.student_id = enrolled.student_id
left join watched on watched.course_id = enrolled.course_id and watched.student_id = enrolled.student_id;

comment on view timeline.student_course_figures is 'What each enrolled student did in each course.';
comment on column timeline.student_course_figures.course_id is 'The course.';
comment on column timeline.student_course_figures.student_id is 'The student.';
comment on column timeline.student_course_figures.lessons_completed is 'Distinct lessons completed.';
comment on column timeline.student_course_figures.videos_completed is 'Videos watched to the end.';
comment on column timeline.student_course_figures.reflections is 'Reflections on its videos.';

-- timeline.course_comparison (view)
-- Question: how far is a student in a course, beside the median of all who take it?
-- Grain:    one row per course_id, student_id who is enrolled
-- Reads:    timeline.student_course_figures, learning.courses
-- Traps:    ask for one course_id, as of timeline.student_course_figures; the student counts in the median too
create view timeline.course_comparison as
with
    medians as (
        select
            figures.course_id,
            count(*) as students,
            percentile_cont(0.5) within group (order by figures.lessons_completed) as median_lessons,
            percentile_cont(0.5) within group (order by figures.videos_completed) as median_videos,
            percentile_cont(0.5) within group (order by figures.reflections) as median_reflections
        from timeline.student_course_figures as figures
        group by figures.course_id
    )

select
    figures.course_id,
    figures.student_id,
    course.title as course_title,
    figures.lessons_completed,
    medians.median_lessons,
    figures.videos_completed,
    medians.median_videos,
    figures.reflections,
    medians.median_reflections,
    medians.students
from timeline.student_course_figures as figures
inner join medians on medians.course_id = figures.course_id
inner join learning.courses as course on course.id = figures.course_id;

comment on view timeline.course_comparison is 'Each enrolled student beside the course''s median.';
comment on column timeline.course_comparison.course_id is 'The course.';
comment on column timeline.course_comparison.student_id is 'The student.';
comment on column timeline.course_comparison.course_title is 'Its title.';
comment on column timeline.course_comparison.lessons_completed is 'Distinct lessons completed.';
comment on column timeline.course_comparison.median_lessons is 'Median of all who are enrolled.';
comment on column timeline.course_comparison.videos_completed is 'Videos watched to the end.';
comment on column timeline.course_comparison.median_videos is 'Median of all who are enrolled.';
comment on column timeline.course_comparison.reflections is 'Reflections on its videos.';
comment on column timeline.course_comparison.median_reflections is 'Median of all who are enrolled.';
comment on column timeline.course_comparison.students is 'Students who are enrolled.';

-- timeline.course_beginnings (view)
-- Question: since when is there anybody in a course?
-- Grain:    one row per course
-- Reads:    learning.courses, learning.enrollments
-- Traps:    enrolments before 2000 are mistakes of the source and begin nothing; the source does not say when a course was
--           made; a view, because a function that reads tables cannot be called where the activities lie on other nodes
create view timeline.course_beginnings as
select
    course.id as course_id,
    (
        select min(enrollment.enrolled_at)
        from learning.enrollments as enrollment
        where
            enrollment.course_id = course.id
            and enrollment.enrolled_at >= timestamptz '2000-01-01 00:00+00'
    ) as began_at
from learning.courses as course;

comment on view timeline.course_beginnings is 'Moment of the first enrolment in each course.';
comment on column timeline.course_beginnings.course_id is 'The course.';
comment on column timeline.course_beginnings.began_at is 'Its first enrolment; empty where nobody is in it.';

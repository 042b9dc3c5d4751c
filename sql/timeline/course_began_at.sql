-- timeline.course_began_at (function)
-- Question: since when is there anybody in a course?
-- Grain:    one moment, null for no course and for one without an enrolment
-- Reads:    learning.enrollments
-- Traps:    enrolments before 2000 are mistakes of the source and begin nothing; the source does not say when a course was
--           made
create function timeline.course_began_at(course uuid) returns timestamptz
language sql stable parallel safe
return (
    select min(enrollment.enrolled_at)
    from learning.enrollments as enrollment
    where
        enrollment.course_id = course
        and enrollment.enrolled_at >= timestamptz '2000-01-01 00:00+00'
);

comment on function timeline.course_began_at(uuid) is 'Moment of the first enrolment in a course.';

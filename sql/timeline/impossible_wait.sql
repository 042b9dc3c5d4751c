-- timeline.impossible_wait (function)
-- Question: can somebody have waited since this moment, and if not, why?
-- Grain:    one code, null where it can be: ahead, before_course, impossible_date
-- Reads:    none
-- Traps:    a course nobody is enrolled in has no beginning (null), and rules nothing out; the limits are part of the span
create function timeline.impossible_wait(since timestamptz, course_began_at timestamptz, looked_at timestamptz)
returns text
language sql immutable parallel safe
return case
    when since > looked_at then 'ahead'
    when since < timestamptz '2000-01-01 00:00+00' then 'impossible_date'
    when since < course_began_at then 'before_course'
end;

comment on function timeline.impossible_wait(timestamptz, timestamptz, timestamptz) is
    'Why nobody can have waited since that moment: it lies ahead, before 2000, or before the course began; null if one can.';

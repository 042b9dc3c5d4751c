-- 0021_what_cannot_be: what no figure counts is found quickly

create index enrollments_course_id_enrolled_at_idx on learning.enrollments (course_id, enrolled_at);
comment on index learning.enrollments_course_id_enrolled_at_idx is
    'Serves: when somebody was first in a course: what waits since before then cannot have waited.';

create index sessions_open_too_long_idx on classwaves.sessions (started_at)
where ended_at is null or ended_at at time zone 'UTC' > started_at at time zone 'UTC' + interval '24 hours';
comment on index classwaves.sessions_open_too_long_idx is
    'Serves: the few sessions that were open for more than a day, or are still open.';

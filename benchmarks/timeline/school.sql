-- A large school: 100,000 students, 2,000 videos in 400 chapters of 50 courses, 300,000 goals.
insert into learning.profiles
select md5('student' || number)::uuid, 'Student ' || number, number || '@example.org', 'student', null,
    now() - interval '3 years', now(), null
from generate_series(0, 99999) as number;
insert into learning.courses
select md5('course' || number)::uuid, 'Course ' || number, now() from generate_series(0, 49) as number;
insert into learning.course_chapters
select md5('chapter' || number)::uuid, md5('course' || number % 50)::uuid, 'Chapter ' || number, 1, now()
from generate_series(0, 399) as number;
insert into learning.media_files
select md5('video' || number)::uuid, md5('chapter' || number % 400)::uuid, 'Video ' || number, 600, now()
from generate_series(0, 1999) as number;
insert into learning.goals
select md5('goal' || number)::uuid, md5('student' || number % 100000)::uuid, 'Goal ' || number,
    now() - interval '700 days' + number / 100000 * interval '200 days',
    case when number < 200000 then now() - interval '700 days' + (number / 100000 + 1) * interval '200 days' end,
    null, now()
from generate_series(0, 299999) as number;

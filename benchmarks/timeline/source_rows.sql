-- Rows of a school's day: half of them video progress at every quarter, the rest reflections, notes, lessons, quizzes.
drop schema if exists prepared cascade;
create schema prepared;

create unlogged table prepared.video_progress as
select md5('progress' || number)::uuid as id, md5('student' || number * 7919 % 100000)::uuid as student_id,
    md5('video' || (number * 31 + number / 100000) % 2000)::uuid as video_id, (1 + number % 4 * 25)::smallint as percent,
    (number * 7 % 600)::integer as position_seconds,
    now() - interval '600 days' + number * interval '20 seconds' as updated_at
from generate_series(1::bigint, :rows / 2) as number;

create unlogged table prepared.reflections as
select md5('reflection' || number)::uuid as id, md5('student' || number * 7919 % 100000)::uuid as student_id,
    md5('video' || number * 31 % 2000)::uuid as video_id, (number * 7 % 600)::integer as video_timestamp_seconds,
    null::text as media_type, 'I did not get that part at all, could you show it once more?' as content,
    null::text as media_url, null::integer as media_duration_seconds, 'ok' as sentiment,
    case when number % 3 > 0 then 'Look at minute two again.' end as instructor_response,
    null::timestamptz as responded_at, null::uuid as responded_by,
    now() - interval '600 days' + number * interval '60 seconds' as created_at, now() as updated_at,
    null::timestamptz as deleted_at
from generate_series(1::bigint, :rows / 6) as number;

create unlogged table prepared.daily_notes as
select md5('note' || number)::uuid as id, md5('student' || number * 7919 % 100000)::uuid as student_id,
    'A note about today, as students write them.' as content,
    now() - interval '600 days' + number * interval '60 seconds' as created_at, now() as updated_at,
    null::timestamptz as deleted_at
from generate_series(1::bigint, :rows / 6) as number;

create unlogged table prepared.lesson_completions as
select md5('completion' || number)::uuid as id, md5('student' || number * 7919 % 100000)::uuid as student_id,
    md5('chapter' || number % 400)::uuid as lesson_id,
    now() - interval '600 days' + number * interval '120 seconds' as completed_at, now() as updated_at
from generate_series(1::bigint, :rows / 12) as number;

create unlogged table prepared.quiz_attempts as
select md5('attempt' || number)::uuid as id, md5('student' || number * 7919 % 100000)::uuid as student_id,
    md5('quiz' || number % 500)::uuid as quiz_id, md5('video' || number % 2000)::uuid as video_id, null::uuid as course_id,
    80::numeric as score, now() - interval '600 days' + number * interval '120 seconds' as started_at,
    now() - interval '600 days' + number * interval '120 seconds' as completed_at, now() as updated_at
from generate_series(1::bigint, :rows / 12) as number;

analyze prepared.video_progress;
analyze prepared.reflections;
analyze prepared.daily_notes;
analyze prepared.lesson_completions;
analyze prepared.quiz_attempts;

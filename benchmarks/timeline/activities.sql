-- Activities straight into the timeline. Every hundredth is of student 0 and video 0, so that these have a page 1,000;
-- one in ten is a reflection, one in forty waits for its answer.
insert into timeline.student_activity_timeline (
    student_id, activity_type, created_at, video_id, video_timestamp_seconds, course_id, lesson_id, goal_id, content,
    requires_response, response_status, source_table, source_id, source_event
)
select
    md5('student' || student)::uuid,
    case when number % 10 = 0 then 'text_reflection' when number % 10 < 6 then 'video_progress' else 'daily_note' end,
    now() - interval '700 days' + number * interval '3 seconds',
    case when number % 10 < 6 then md5('video' || video)::uuid end,
    case when number % 10 < 6 then number % 600 end,
    case when number % 10 < 6 then md5('course' || video % 50)::uuid end,
    case when number % 10 < 6 then md5('chapter' || video % 400)::uuid end,
    case when number % 4 < 3 or student = 0 then md5('goal' || student)::uuid end,
    case when number % 10 in (0, 6, 7, 8, 9) then 'What a student writes in a few words, number ' || number end,
    number % 10 = 0,
    case when number % 40 = 0 then 'pending' when number % 10 = 0 then 'responded' end,
    'benchmark',
    gen_random_uuid(),
    'created'
from generate_series(:first::bigint, :last::bigint) as number
cross join lateral (
    select
        case when number % 100 in (0, 1) then 0 else number * 7919 % 100000 end as student,
        case when number % 100 in (0, 1) then 0 else number * 31 % 2000 end as video
) as chosen;

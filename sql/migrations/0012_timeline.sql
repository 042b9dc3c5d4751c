-- 0012_timeline: what students did, one table for all of it, and the rule for percents that the source may break

-- Rows from before the rule leave; the next sync finds them missing and puts them in quarantine, with the reason.
delete from learning.video_progress
where percent not between 1 and 100;
alter table learning.video_progress add constraint video_progress_percent_check check (percent between 1 and 100);

-- No foreign keys: an activity outlives its source row, hidden.
create table timeline.student_activity_timeline (
    id uuid primary key default gen_random_uuid(),
    student_id uuid not null,
    activity_type text not null check (activity_type in (
        'video_progress', 'video_completion', 'text_reflection', 'voice_reflection', 'screenshot_reflection',
        'loom_reflection', 'quiz_attempt', 'quiz_completion', 'course_enrollment', 'course_completion',
        'lesson_completion', 'checkpoint_reached', 'daily_note', 'success_proof', 'goal_milestone',
        'goal_completion', 'instructor_message'
    )),
    created_at timestamptz default now() not null,
    activity_date date generated always as ((created_at at time zone 'America/New_York')::date) stored,
    video_id uuid,
    video_timestamp_seconds integer,
    course_id uuid,
    lesson_id uuid,
    goal_id uuid,
    quiz_id uuid,
    content text,
    metadata jsonb default '{}',
    media_url text,
    media_type text,
    media_duration_seconds integer,
    requires_response boolean default false,
    response_status text check (response_status in ('pending', 'responded')),
    instructor_response text,
    responded_at timestamptz,
    responded_by uuid,
    source_table text collate "C",
    source_id uuid,
    source_event text collate "C" not null,
    removed_at timestamptz,
    -- What tells rows apart comes first; few comparisons read further.
    unique (source_id, source_event, source_table)
);

create index idx_student_video on timeline.student_activity_timeline (student_id, video_id, created_at desc, id desc)
where video_id is not null;
comment on index timeline.idx_student_video is
    'Serves: what one student did in one video, page by page';

create index idx_student_date
on timeline.student_activity_timeline (student_id, activity_date desc, created_at desc, id desc);
comment on index timeline.idx_student_date is
    'Serves: what one student did on a day, in a week, ever, page by page';

create index idx_student_goal on timeline.student_activity_timeline (student_id, goal_id, created_at desc, id desc)
where goal_id is not null;
comment on index timeline.idx_student_goal is
    'Serves: what one student did for one goal, page by page';

create index idx_video_all_students on timeline.student_activity_timeline (video_id, created_at desc, id desc)
where video_id is not null;
comment on index timeline.idx_video_all_students is
    'Serves: what all students did in one video, page by page';

create index idx_response_status
on timeline.student_activity_timeline (student_id, response_status, created_at desc, id desc)
where requires_response = true;
comment on index timeline.idx_response_status is
    'Serves: one student''s reflections that wait for an answer, or have one';

create index idx_pending_responses on timeline.student_activity_timeline (created_at, id)
where requires_response = true and response_status = 'pending' and removed_at is null;
comment on index timeline.idx_pending_responses is
    'Serves: timeline.v_pending_responses: all students'' reflections that wait, oldest first, page by page';

create type timeline.source_activity as (
    source_id uuid,
    source_event text,
    is_due boolean,
    activity_type text,
    student_id uuid,
    created_at timestamptz,
    video_id uuid,
    video_timestamp_seconds integer,
    course_id uuid,
    lesson_id uuid,
    goal_id uuid,
    quiz_id uuid,
    content text,
    metadata jsonb,
    media_url text,
    media_type text,
    media_duration_seconds integer,
    requires_response boolean,
    response_status text,
    instructor_response text,
    responded_at timestamptz,
    responded_by uuid,
    removed_at timestamptz
);
comment on type timeline.source_activity is
    'An activity as its source row tells it: what each timeline.activities_of_… function returns.';

drop index learning.goals_student_id_started_at_idx;
create index goals_student_id_started_at_id_idx on learning.goals (student_id, started_at desc, id);
comment on index learning.goals_student_id_started_at_id_idx is
    'Serves: the goal that a student had open at a moment, without sorting; the sync: goals of a deleted profile';

comment on table timeline.student_activity_timeline is
    'Everything students did, one row per source row and event; kept by triggers on the raw tables, for any writer.';
comment on column timeline.student_activity_timeline.id is 'The activity.';
comment on column timeline.student_activity_timeline.student_id is 'The student.';
comment on column timeline.student_activity_timeline.activity_type is 'One of the seventeen types.';
comment on column timeline.student_activity_timeline.created_at is
    'When it happened; of a quarter of a video: when the row that reached it was written.';
comment on column timeline.student_activity_timeline.activity_date is 'New York''s date of that moment.';
comment on column timeline.student_activity_timeline.video_id is 'The video, where it happened in one.';
comment on column timeline.student_activity_timeline.video_timestamp_seconds is
    'Second of the video; of a quarter: where the student then was.';
comment on column timeline.student_activity_timeline.course_id is 'The source''s own course, else that of the lesson.';
comment on column timeline.student_activity_timeline.lesson_id is 'The chapter: the video''s, or the one completed.';
comment on column timeline.student_activity_timeline.goal_id is
    'The source''s own goal, else the one that the student had open at that moment; it never changes by itself.';
comment on column timeline.student_activity_timeline.quiz_id is 'The quiz of an attempt.';
comment on column timeline.student_activity_timeline.content is 'The text as the source has it; a milestone''s note.';
comment on column timeline.student_activity_timeline.metadata is
    'What only this type has: percent, score, sentiment, instructor_id.';
comment on column timeline.student_activity_timeline.media_url is
    'Where a voice memo, picture, film or proof lies; as the source has it, not checked.';
comment on column timeline.student_activity_timeline.media_type is 'audio, image or video; empty for text.';
comment on column timeline.student_activity_timeline.media_duration_seconds is 'Length of a voice memo or film.';
comment on column timeline.student_activity_timeline.requires_response is 'True for reflections.';
comment on column timeline.student_activity_timeline.response_status is
    'Of a reflection: pending until there is an answer, then responded.';
comment on column timeline.student_activity_timeline.instructor_response is 'The answer.';
comment on column timeline.student_activity_timeline.responded_at is 'When it was given, as the source has it.';
comment on column timeline.student_activity_timeline.responded_by is 'Who gave it.';
comment on column timeline.student_activity_timeline.source_table is 'Raw table that tells it.';
comment on column timeline.student_activity_timeline.source_id is 'Its row there.';
comment on column timeline.student_activity_timeline.source_event is
    'What happened to that row: created, started, completed, progress:25 …';
comment on column timeline.student_activity_timeline.removed_at is
    'When the source deleted it; removed activities are hidden, not erased.';

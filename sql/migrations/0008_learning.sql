-- 0008_learning: the learning replica in schema learning, and schema timeline for everything derived from it
-- The raw tables are the source's own, name by name.
-- Only the columns that serve as cursors may be empty here: a row without one is kept, not refused.

create schema learning;
comment on schema learning is 'learning replica: Video courses with goals and instructor conversations. Local zone America/New_York.';

create schema timeline;
comment on schema timeline is 'Derived from learning. Video courses with goals and instructor conversations. Local zone America/New_York.';

create table learning.profiles (
    id uuid primary key,
    full_name text not null,
    email text,
    role text not null,
    current_goal_id uuid,
    created_at timestamptz not null,
    updated_at timestamptz,
    deleted_at timestamptz
);

create table learning.courses (
    id uuid primary key,
    title text not null,
    updated_at timestamptz
);

create table learning.course_chapters (
    id uuid primary key,
    course_id uuid not null references learning.courses,
    title text not null,
    position integer not null,
    updated_at timestamptz
);

create table learning.media_files (
    id uuid primary key,
    chapter_id uuid references learning.course_chapters,
    title text not null,
    duration_seconds integer not null,
    updated_at timestamptz
);

create table learning.goals (
    id uuid primary key,
    student_id uuid not null references learning.profiles,
    title text not null,
    started_at timestamptz not null,
    completed_at timestamptz,
    abandoned_at timestamptz,
    updated_at timestamptz
);

create table learning.enrollments (
    id uuid primary key,
    student_id uuid not null references learning.profiles,
    course_id uuid not null references learning.courses,
    enrolled_at timestamptz not null,
    completed_at timestamptz,
    updated_at timestamptz
);

create table learning.lesson_completions (
    id uuid primary key,
    student_id uuid not null references learning.profiles,
    lesson_id uuid not null references learning.course_chapters,
    completed_at timestamptz not null,
    updated_at timestamptz
);

create table learning.video_progress (
    id uuid primary key,
    student_id uuid not null references learning.profiles,
    video_id uuid not null references learning.media_files,
    percent smallint not null,
    position_seconds integer not null,
    updated_at timestamptz,
    unique (student_id, video_id)
);

create table learning.reflections (
    id uuid primary key,
    student_id uuid not null references learning.profiles,
    video_id uuid not null references learning.media_files,
    video_timestamp_seconds integer,
    media_type text,
    content text,
    media_url text,
    media_duration_seconds integer,
    sentiment text,
    instructor_response text,
    responded_at timestamptz,
    responded_by uuid references learning.profiles,
    created_at timestamptz not null,
    updated_at timestamptz,
    deleted_at timestamptz
);

create table learning.quiz_attempts (
    id uuid primary key,
    student_id uuid not null references learning.profiles,
    quiz_id uuid not null,
    video_id uuid references learning.media_files,
    course_id uuid references learning.courses,
    score numeric(5,2),
    started_at timestamptz not null,
    completed_at timestamptz,
    updated_at timestamptz
);

create table learning.milestones (
    id uuid primary key,
    student_id uuid not null references learning.profiles,
    kind text not null,
    goal_id uuid references learning.goals,
    video_id uuid references learning.media_files,
    video_timestamp_seconds integer,
    note text,
    reached_at timestamptz not null,
    updated_at timestamptz
);

create table learning.daily_notes (
    id uuid primary key,
    student_id uuid not null references learning.profiles,
    content text not null,
    created_at timestamptz not null,
    updated_at timestamptz,
    deleted_at timestamptz
);

create table learning.success_proofs (
    id uuid primary key,
    student_id uuid not null references learning.profiles,
    goal_id uuid references learning.goals,
    content text,
    media_url text,
    created_at timestamptz not null,
    updated_at timestamptz,
    deleted_at timestamptz
);

create table learning.goal_messages (
    id uuid primary key,
    goal_id uuid not null references learning.goals,
    student_id uuid not null references learning.profiles,
    instructor_id uuid not null references learning.profiles,
    content text not null,
    created_at timestamptz not null,
    updated_at timestamptz,
    deleted_at timestamptz
);

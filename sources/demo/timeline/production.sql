-- The tables of a school of video courses: the fourteen that Atalaya copies, among tables and columns that it must ignore.

create schema if not exists learning;

drop table if exists learning.goal_messages, learning.success_proofs, learning.daily_notes, learning.milestones,
    learning.quiz_attempts, learning.reflections, learning.video_progress, learning.lesson_completions,
    learning.enrollments, learning.goals, learning.quizzes, learning.media_files, learning.course_chapters,
    learning.courses, learning.subscriptions, learning.profiles, learning.schema_migrations cascade;

create table learning.schema_migrations (version text primary key, applied_at timestamptz default now() not null);

create table learning.profiles (
    id uuid primary key, email text, full_name text not null, avatar_url text, role text not null,
    current_goal_id uuid, created_at timestamptz not null, updated_at timestamptz not null, last_seen_at timestamptz,
    preferences jsonb default '{}' not null, deleted_at timestamptz);

create table learning.subscriptions (
    id uuid primary key, student_id uuid not null references learning.profiles, plan text not null,
    amount_cents integer not null, cancelled_at timestamptz, created_at timestamptz not null,
    updated_at timestamptz not null);

create table learning.courses (
    id uuid primary key, title text not null, slug text, updated_at timestamptz not null);

create table learning.course_chapters (
    id uuid primary key, course_id uuid not null references learning.courses, title text not null,
    is_preview boolean default false not null, position integer not null, updated_at timestamptz not null);

create table learning.media_files (
    id uuid primary key, chapter_id uuid references learning.course_chapters, title text not null,
    storage_path text, duration_seconds integer not null, updated_at timestamptz not null);

create table learning.quizzes (
    id uuid primary key, video_id uuid references learning.media_files, title text not null, questions integer,
    created_at timestamptz not null, updated_at timestamptz not null);

create table learning.goals (
    id uuid primary key, student_id uuid not null references learning.profiles, title text not null,
    target_cents bigint, started_at timestamptz not null, completed_at timestamptz, abandoned_at timestamptz,
    updated_at timestamptz not null);

create table learning.enrollments (
    id uuid primary key, student_id uuid not null references learning.profiles,
    course_id uuid not null references learning.courses, source text, enrolled_at timestamptz not null,
    completed_at timestamptz, updated_at timestamptz not null);

create table learning.lesson_completions (
    id uuid primary key, student_id uuid not null references learning.profiles,
    lesson_id uuid not null references learning.course_chapters, completed_at timestamptz not null,
    updated_at timestamptz not null);

create table learning.video_progress (
    id uuid primary key, student_id uuid not null references learning.profiles,
    video_id uuid not null references learning.media_files, percent smallint not null,
    position_seconds integer not null, device text, updated_at timestamptz not null, unique (student_id, video_id));

create table learning.reflections (
    id uuid primary key, student_id uuid not null references learning.profiles,
    video_id uuid not null references learning.media_files, video_timestamp_seconds integer, media_type text,
    content text, media_url text, media_duration_seconds integer, sentiment text, is_private boolean,
    instructor_response text, responded_at timestamptz, responded_by uuid references learning.profiles,
    created_at timestamptz not null, updated_at timestamptz not null, deleted_at timestamptz);

create table learning.quiz_attempts (
    id uuid primary key, student_id uuid not null references learning.profiles, quiz_id uuid not null,
    video_id uuid references learning.media_files, course_id uuid references learning.courses, answers jsonb,
    score numeric(5,2), started_at timestamptz not null, completed_at timestamptz, updated_at timestamptz not null);

create table learning.milestones (
    id uuid primary key, student_id uuid not null references learning.profiles, kind text not null,
    goal_id uuid references learning.goals, video_id uuid references learning.media_files,
    video_timestamp_seconds integer, note text, reached_at timestamptz not null, updated_at timestamptz not null);

create table learning.daily_notes (
    id uuid primary key, student_id uuid not null references learning.profiles, content text not null,
    mood smallint, created_at timestamptz not null, updated_at timestamptz not null, deleted_at timestamptz);

create table learning.success_proofs (
    id uuid primary key, student_id uuid not null references learning.profiles,
    goal_id uuid references learning.goals, content text, media_url text, created_at timestamptz not null,
    updated_at timestamptz not null, deleted_at timestamptz);

create table learning.goal_messages (
    id uuid primary key, goal_id uuid not null references learning.goals,
    student_id uuid not null references learning.profiles, instructor_id uuid not null references learning.profiles,
    content text not null, read_at timestamptz, created_at timestamptz not null, updated_at timestamptz not null,
    deleted_at timestamptz);

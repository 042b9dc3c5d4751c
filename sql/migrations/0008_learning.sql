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
    score numeric(5, 2),
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

create index course_chapters_course_id_idx on learning.course_chapters (course_id);
comment on index learning.course_chapters_course_id_idx is
    'Serves: the chapters of a course; the sync: chapters of a deleted course';

create index media_files_chapter_id_idx on learning.media_files (chapter_id);
comment on index learning.media_files_chapter_id_idx is
    'Serves: the videos of a chapter that moved; the sync: videos of a deleted chapter';

create index goals_student_id_started_at_idx on learning.goals (student_id, started_at);
comment on index learning.goals_student_id_started_at_idx is
    'Serves: the goal that a student had open at a moment; the sync: goals of a deleted profile';

create index enrollments_student_id_course_id_idx on learning.enrollments (student_id, course_id);
comment on index learning.enrollments_student_id_course_id_idx is
    'Serves: timeline.quality_of_progress: repeated enrollments; the sync: enrollments of a deleted profile';

create index enrollments_course_id_idx on learning.enrollments (course_id);
comment on index learning.enrollments_course_id_idx is
    'Serves: the sync: enrollments of a deleted course';

create index lesson_completions_student_id_idx on learning.lesson_completions (student_id);
comment on index learning.lesson_completions_student_id_idx is
    'Serves: the sync: completions of a deleted profile';

create index lesson_completions_lesson_id_idx on learning.lesson_completions (lesson_id);
comment on index learning.lesson_completions_lesson_id_idx is
    'Serves: the completions of a chapter that moved; the sync: completions of a deleted chapter';

create index video_progress_video_id_idx on learning.video_progress (video_id);
comment on index learning.video_progress_video_id_idx is
    'Serves: the progress in a video that moved; the sync: progress in a deleted video';

create index reflections_student_id_idx on learning.reflections (student_id);
comment on index learning.reflections_student_id_idx is
    'Serves: the sync: reflections of a deleted profile';

create index reflections_video_id_idx on learning.reflections (video_id);
comment on index learning.reflections_video_id_idx is
    'Serves: the reflections on a video that moved; the sync: reflections on a deleted video';

create index reflections_responded_by_idx on learning.reflections (responded_by) where responded_by is not null;
comment on index learning.reflections_responded_by_idx is
    'Serves: the sync: answers of a deleted profile';

create index quiz_attempts_student_id_idx on learning.quiz_attempts (student_id);
comment on index learning.quiz_attempts_student_id_idx is
    'Serves: the sync: attempts of a deleted profile';

create index quiz_attempts_video_id_idx on learning.quiz_attempts (video_id) where video_id is not null;
comment on index learning.quiz_attempts_video_id_idx is
    'Serves: the attempts on a video that moved; the sync: attempts on a deleted video';

create index quiz_attempts_course_id_idx on learning.quiz_attempts (course_id) where course_id is not null;
comment on index learning.quiz_attempts_course_id_idx is
    'Serves: the sync: attempts in a deleted course';

create index milestones_student_id_idx on learning.milestones (student_id);
comment on index learning.milestones_student_id_idx is
    'Serves: the sync: milestones of a deleted profile';

create index milestones_goal_id_idx on learning.milestones (goal_id) where goal_id is not null;
comment on index learning.milestones_goal_id_idx is
    'Serves: the sync: milestones of a deleted goal';

create index milestones_video_id_idx on learning.milestones (video_id) where video_id is not null;
comment on index learning.milestones_video_id_idx is
    'Serves: the checkpoints in a video that moved; the sync: checkpoints in a deleted video';

create index daily_notes_student_id_idx on learning.daily_notes (student_id);
comment on index learning.daily_notes_student_id_idx is
    'Serves: the sync: notes of a deleted profile';

create index success_proofs_student_id_idx on learning.success_proofs (student_id);
comment on index learning.success_proofs_student_id_idx is
    'Serves: the sync: proofs of a deleted profile';

create index success_proofs_goal_id_idx on learning.success_proofs (goal_id) where goal_id is not null;
comment on index learning.success_proofs_goal_id_idx is
    'Serves: the sync: proofs for a deleted goal';

create index goal_messages_goal_id_idx on learning.goal_messages (goal_id);
comment on index learning.goal_messages_goal_id_idx is
    'Serves: the sync: messages about a deleted goal';

create index goal_messages_student_id_idx on learning.goal_messages (student_id);
comment on index learning.goal_messages_student_id_idx is
    'Serves: the sync: messages to a deleted profile';

create index goal_messages_instructor_id_idx on learning.goal_messages (instructor_id);
comment on index learning.goal_messages_instructor_id_idx is
    'Serves: the sync: messages from a deleted profile';

comment on table learning.profiles is 'learning replica: people, students and instructors. One row per account.';
comment on column learning.profiles.id is 'Key of the profile.';
comment on column learning.profiles.full_name is 'Name as shown; may be blank.';
comment on column learning.profiles.email is 'E-mail address; not unique.';
comment on column learning.profiles.role is 'student or instructor; accounts of the staff have other roles.';
comment on column learning.profiles.current_goal_id is
    'The goal that the student works on now; no foreign key, so it may name a goal that is gone.';
comment on column learning.profiles.created_at is 'When the account was made.';
comment on column learning.profiles.updated_at is 'Last change; the cursor of the sync.';
comment on column learning.profiles.deleted_at is 'Soft delete; any value hides the student''s activities.';

comment on table learning.courses is 'learning replica: video courses.';
comment on column learning.courses.id is 'Key of the course.';
comment on column learning.courses.title is 'Title.';
comment on column learning.courses.updated_at is 'Last change; the cursor of the sync.';

comment on table learning.course_chapters is 'learning replica: chapters of the courses; a chapter is what the product calls a lesson.';
comment on column learning.course_chapters.id is 'Key of the chapter, and of the lesson.';
comment on column learning.course_chapters.course_id is 'The course it belongs to; a chapter can move to another.';
comment on column learning.course_chapters.title is 'Title.';
comment on column learning.course_chapters.position is 'Place within the course, from 1.';
comment on column learning.course_chapters.updated_at is 'Last change; the cursor of the sync.';

comment on table learning.media_files is 'learning replica: videos.';
comment on column learning.media_files.id is 'Key of the video.';
comment on column learning.media_files.chapter_id is 'The chapter it belongs to; empty for recordings outside the courses.';
comment on column learning.media_files.title is 'Title.';
comment on column learning.media_files.duration_seconds is 'Length in seconds; a new cut changes it.';
comment on column learning.media_files.updated_at is 'Last change; the cursor of the sync.';

comment on table learning.goals is 'learning replica: goals that students set themselves.';
comment on column learning.goals.id is 'Key of the goal.';
comment on column learning.goals.student_id is 'Whose goal it is.';
comment on column learning.goals.title is 'What shall be reached.';
comment on column learning.goals.started_at is 'From when on it was open.';
comment on column learning.goals.completed_at is 'When it was reached; empty while it is not.';
comment on column learning.goals.abandoned_at is 'When the student gave it up; empty otherwise.';
comment on column learning.goals.updated_at is 'Last change; the cursor of the sync.';

comment on table learning.enrollments is 'learning replica: who takes which course.';
comment on column learning.enrollments.id is 'Key of the enrollment.';
comment on column learning.enrollments.student_id is 'The student.';
comment on column learning.enrollments.course_id is 'The course.';
comment on column learning.enrollments.enrolled_at is 'When the student enrolled.';
comment on column learning.enrollments.completed_at is 'When the course was completed; empty while it is not.';
comment on column learning.enrollments.updated_at is 'Last change; the cursor of the sync.';

comment on table learning.lesson_completions is 'learning replica: who completed which chapter.';
comment on column learning.lesson_completions.id is 'Key of the completion.';
comment on column learning.lesson_completions.student_id is 'The student.';
comment on column learning.lesson_completions.lesson_id is 'The chapter.';
comment on column learning.lesson_completions.completed_at is 'When it was completed.';
comment on column learning.lesson_completions.updated_at is 'Last change; the cursor of the sync.';

comment on table learning.video_progress is
    'learning replica: how far a student is in a video. One row per student and video; percent only grows.';
comment on column learning.video_progress.id is 'Key of the record.';
comment on column learning.video_progress.student_id is 'The student.';
comment on column learning.video_progress.video_id is 'The video.';
comment on column learning.video_progress.percent is 'Watched so far, 0 to 100.';
comment on column learning.video_progress.position_seconds is 'Where in the video the student stopped.';
comment on column learning.video_progress.updated_at is
    'Last change; the cursor of the sync, and the moment at which a quarter was reached.';

comment on table learning.reflections is
    'learning replica: what students say about a video, in text, voice, picture or film; it waits for an instructor''s answer.';
comment on column learning.reflections.id is 'Key of the reflection.';
comment on column learning.reflections.student_id is 'The student.';
comment on column learning.reflections.video_id is 'The video.';
comment on column learning.reflections.video_timestamp_seconds is 'The second of the video that it is about; may be empty.';
comment on column learning.reflections.media_type is 'Empty: text; audio, image or video.';
comment on column learning.reflections.content is 'The text, or a caption.';
comment on column learning.reflections.media_url is 'Where the recording or picture is.';
comment on column learning.reflections.media_duration_seconds is 'Length of the recording in seconds.';
comment on column learning.reflections.sentiment is 'Mood that the source found in it; no rule of ours reads it.';
comment on column learning.reflections.instructor_response is 'The answer; empty while it is awaited.';
comment on column learning.reflections.responded_at is 'When it was answered.';
comment on column learning.reflections.responded_by is 'Who answered.';
comment on column learning.reflections.created_at is 'When it was made.';
comment on column learning.reflections.updated_at is 'Last change; the cursor of the sync.';
comment on column learning.reflections.deleted_at is 'Soft delete; any value hides its activity.';

comment on table learning.quiz_attempts is 'learning replica: attempts at a quiz.';
comment on column learning.quiz_attempts.id is 'Key of the attempt.';
comment on column learning.quiz_attempts.student_id is 'The student.';
comment on column learning.quiz_attempts.quiz_id is 'The quiz; its table is not replicated.';
comment on column learning.quiz_attempts.video_id is 'The video that the quiz belongs to; empty for quizzes about a course.';
comment on column learning.quiz_attempts.course_id is 'The course; where empty, the video''s chapter tells it.';
comment on column learning.quiz_attempts.score is 'Score, 0 to 100; empty until completed.';
comment on column learning.quiz_attempts.started_at is 'When it began.';
comment on column learning.quiz_attempts.completed_at is 'When it was handed in; empty when it never was.';
comment on column learning.quiz_attempts.updated_at is 'Last change; the cursor of the sync.';

comment on table learning.milestones is 'learning replica: checkpoints in videos, and steps towards goals.';
comment on column learning.milestones.id is 'Key of the milestone.';
comment on column learning.milestones.student_id is 'The student.';
comment on column learning.milestones.kind is 'checkpoint, goal_milestone or goal_completion.';
comment on column learning.milestones.goal_id is 'The goal; where empty, the one that was open at that moment counts.';
comment on column learning.milestones.video_id is 'The video of a checkpoint.';
comment on column learning.milestones.video_timestamp_seconds is 'The second of the video at which the checkpoint lies.';
comment on column learning.milestones.note is 'What was reached, in words.';
comment on column learning.milestones.reached_at is 'When it was reached.';
comment on column learning.milestones.updated_at is 'Last change; the cursor of the sync.';

comment on table learning.daily_notes is 'learning replica: students'' notes about their day.';
comment on column learning.daily_notes.id is 'Key of the note.';
comment on column learning.daily_notes.student_id is 'The student.';
comment on column learning.daily_notes.content is 'The text.';
comment on column learning.daily_notes.created_at is 'When it was written.';
comment on column learning.daily_notes.updated_at is 'Last change; the cursor of the sync.';
comment on column learning.daily_notes.deleted_at is 'Soft delete; any value hides its activity.';

comment on table learning.success_proofs is 'learning replica: what students show to prove a success.';
comment on column learning.success_proofs.id is 'Key of the proof.';
comment on column learning.success_proofs.student_id is 'The student.';
comment on column learning.success_proofs.goal_id is 'The goal; where empty, the one that was open at that moment counts.';
comment on column learning.success_proofs.content is 'The text.';
comment on column learning.success_proofs.media_url is 'Where the picture or document is.';
comment on column learning.success_proofs.created_at is 'When it was handed in.';
comment on column learning.success_proofs.updated_at is 'Last change; the cursor of the sync.';
comment on column learning.success_proofs.deleted_at is 'Soft delete; any value hides its activity.';

comment on table learning.goal_messages is 'learning replica: what instructors write into a student''s goal conversation.';
comment on column learning.goal_messages.id is 'Key of the message.';
comment on column learning.goal_messages.goal_id is 'The goal that the conversation is about.';
comment on column learning.goal_messages.student_id is 'The student who is written to.';
comment on column learning.goal_messages.instructor_id is 'The instructor who writes.';
comment on column learning.goal_messages.content is 'The text.';
comment on column learning.goal_messages.created_at is 'When it was written.';
comment on column learning.goal_messages.updated_at is 'Last change; the cursor of the sync.';
comment on column learning.goal_messages.deleted_at is 'Soft delete; any value hides its activity.';

-- The indexes that such a production would have, made after the tables are full.

create index on learning.profiles (updated_at);
create index on learning.goals (student_id);
create index on learning.enrollments (student_id);
create index on learning.lesson_completions (student_id);
create index on learning.video_progress (updated_at);
create index on learning.reflections (video_id, created_at);
create index on learning.reflections (updated_at);
create index on learning.quiz_attempts (student_id);
create index on learning.milestones (student_id);
create index on learning.daily_notes (student_id, created_at);
create index on learning.goal_messages (goal_id, created_at);

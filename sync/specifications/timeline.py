"""What is copied of the video courses."""

from sync.specifications.specification import updated

TABLES = (
    updated("profiles"),
    updated("courses"),
    updated("course_chapters"),
    updated("media_files"),
    updated("goals", "started_at"),
    updated("enrollments", "enrolled_at"),
    updated("lesson_completions", "completed_at"),
    updated("video_progress", "updated_at"),
    updated("reflections", "created_at"),
    updated("quiz_attempts", "started_at"),
    updated("milestones", "reached_at"),
    updated("daily_notes", "created_at"),
    updated("success_proofs", "created_at"),
    updated("goal_messages", "created_at"),
)

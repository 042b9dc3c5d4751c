-- timeline.quality_checks (view)
-- Question: which checks does the quality report of the video courses make?
-- Grain:    one row per check, table
-- Reads:    none
-- Traps:    error: a number on a page may be wrong; warning: a row counts otherwise than it looks; info: worth knowing
create view timeline.quality_checks as
select
    listed."check",
    looked_at."table",
    listed.severity,
    listed.explanation
from (
    values
    (
        'future_date', 'warning', 'Dated after today.',
        '{profiles,courses,course_chapters,media_files,goals,enrollments,lesson_completions,video_progress,'
        'reflections,quiz_attempts,milestones,daily_notes,success_proofs,goal_messages}'
    ),
    (
        'impossible_date', 'warning', 'Dated before 2000, or changed or deleted before it was made.',
        '{profiles,courses,course_chapters,media_files,goals,enrollments,lesson_completions,video_progress,'
        'reflections,quiz_attempts,milestones,daily_notes,success_proofs,goal_messages}'
    ),
    (
        'orphan_student', 'error', 'Its student is missing; such rows wait in quarantine.',
        '{goals,enrollments,lesson_completions,video_progress,reflections,quiz_attempts,milestones,daily_notes,'
        'success_proofs,goal_messages}'
    ),
    (
        'orphan_course', 'error', 'Its course is missing; such rows wait in quarantine.',
        '{course_chapters,enrollments,quiz_attempts}'
    ),
    (
        'orphan_chapter', 'error', 'Its chapter is missing; such rows wait in quarantine.',
        '{media_files,lesson_completions}'
    ),
    (
        'orphan_video', 'error', 'Its video is missing; such rows wait in quarantine.',
        '{video_progress,reflections,quiz_attempts,milestones}'
    ),
    (
        'orphan_goal', 'error', 'Its goal is missing; such rows wait in quarantine.',
        '{milestones,success_proofs,goal_messages}'
    ),
    (
        'orphan_instructor', 'error', 'Its instructor is missing; such rows wait in quarantine.',
        '{reflections,goal_messages}'
    ),
    ('missing_name', 'info', 'Blank name.', '{profiles}'),
    ('missing_email', 'info', 'No e-mail.', '{profiles}'),
    ('duplicate_email', 'warning', 'Another profile has the same e-mail, upper and lower case apart.', '{profiles}'),
    ('unknown_role', 'info', 'Neither student nor instructor.', '{profiles}'),
    ('ignored_deleted_student', 'info', 'Ignored: a soft-deleted student, with all activities.', '{profiles}'),
    ('orphan_current_goal', 'warning', 'Its current goal does not exist.', '{profiles}'),
    ('current_goal_of_another_student', 'warning', 'Its current goal is another student''s.', '{profiles}'),
    ('current_goal_is_closed', 'info', 'Its current goal is completed or abandoned.', '{profiles}'),
    ('completed_and_abandoned', 'warning', 'Both completed and abandoned; the earlier moment ends it.', '{goals}'),
    ('several_open_goals', 'warning', 'Another goal is open too; the one that started last counts.', '{goals}'),
    ('missing_title', 'info', 'Blank title.', '{courses,course_chapters,media_files,goals}'),
    ('position_out_of_range', 'info', 'Position below 1.', '{course_chapters}'),
    ('duplicate_position', 'info', 'Another chapter of the course has the same position.', '{course_chapters}'),
    ('missing_chapter', 'info', 'In no chapter: its activities have no lesson and no course.', '{media_files}'),
    ('impossible_duration', 'warning', 'Not longer than 0 seconds.', '{media_files}'),
    ('duplicate_enrollment', 'warning', 'The student is enrolled in the course more than once.', '{enrollments}'),
    ('ended_before_start', 'warning', 'Completed or abandoned before it began.', '{goals,enrollments,quiz_attempts}'),
    ('missing_updated_at', 'error', 'No moment: its quarters have no place in time.', '{video_progress}'),
    ('percent_out_of_range', 'warning', 'Percent below 0 or above 100: in quarantine.', '{video_progress}'),
    ('missing_timestamp', 'info', 'About no second of the video: last in its order.', '{reflections}'),
    (
        'outside_video', 'warning', 'Before the start or after the end of its video.',
        '{video_progress,reflections,milestones}'
    ),
    ('unknown_media_type', 'warning', 'Neither text, audio, image nor video: shown as text.', '{reflections}'),
    (
        'missing_content', 'info', 'Blank, and no file with it.',
        '{reflections,daily_notes,success_proofs,goal_messages}'
    ),
    ('blank_response', 'warning', 'Answered with nothing to read.', '{reflections}'),
    ('response_without_responder', 'warning', 'Answered by nobody.', '{reflections}'),
    ('response_without_date', 'warning', 'Answered at no moment.', '{reflections}'),
    ('responder_without_response', 'warning', 'A responder or a moment but no answer: still pending.', '{reflections}'),
    ('response_before_reflection', 'warning', 'Answered before it was made.', '{reflections}'),
    ('not_an_instructor', 'warning', 'Whoever answers or writes is no instructor.', '{reflections,goal_messages}'),
    ('missing_video_and_course', 'info', 'About no video and no course.', '{quiz_attempts}'),
    ('course_of_another_video', 'warning', 'Its course is not that of its video; the own one counts.', '{quiz_attempts}'),
    ('score_out_of_range', 'warning', 'Score below 0 or above 100.', '{quiz_attempts}'),
    ('completed_without_score', 'warning', 'Completed, and no score.', '{quiz_attempts}'),
    ('score_without_completion', 'info', 'A score, and never completed.', '{quiz_attempts}'),
    ('unknown_kind', 'error', 'Neither checkpoint, goal_milestone nor goal_completion: no activity.', '{milestones}'),
    ('missing_goal', 'info', 'No goal: the one that was open at its moment counts.', '{milestones,success_proofs}'),
    (
        'goal_of_another_student', 'warning', 'Its goal is another student''s.',
        '{milestones,success_proofs,goal_messages}'
    ),
    ('goal_not_completed', 'info', 'Completes a goal that is not completed.', '{milestones}'),
    ('checkpoint_without_video', 'warning', 'A checkpoint in no video.', '{milestones}')
) as listed ("check", severity, explanation, looked_at)
cross join lateral unnest(listed.looked_at::text[]) as looked_at ("table");

comment on view timeline.quality_checks is 'The checks of the video courses'' quality report.';
comment on column timeline.quality_checks."check" is 'Name of the check.';
comment on column timeline.quality_checks."table" is 'Raw table that it looks at.';
comment on column timeline.quality_checks.severity is 'error, warning or info.';
comment on column timeline.quality_checks.explanation is 'What a finding means.';

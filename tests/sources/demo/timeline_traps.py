"""Where each blemish planted in the video courses shows, as SQL on the simulated production: least and most percent."""

from tests.sources.demo.curriculum_traps import Trap

PROFILES = "learning.profiles"
STUDENTS = "(select * from learning.profiles where role <> 'instructor') as student"
EMAILS = (
    "(select lower(trim(email)) as address, count(*) as profiles from learning.profiles where email ~ '@' group by 1) e"
)
PROFILES_WITH_GOALS = (
    "(select profile.id, goal.id as goal, student_id as owner, least(completed_at, abandoned_at) as ended "
    "from learning.profiles profile left join learning.goals goal on goal.id = current_goal_id "
    "where current_goal_id is not null) as named"
)
GOALS = "learning.goals"
OPEN_GOALS = (
    "(select student_id, count(*) as goals from learning.goals "
    "where completed_at is null and abandoned_at is null group by 1) as o"
)
ENROLLMENTS = "learning.enrollments"
REPEATED = "(select count(*) as times from learning.enrollments group by student_id, course_id) as e"
PROGRESS = "learning.video_progress p join learning.media_files v on v.id = video_id"
REFLECTIONS = "learning.reflections r join learning.media_files v on v.id = video_id"
ANSWERED = "(select * from learning.reflections where instructor_response is not null) as r"
RESPONDERS = "learning.reflections r join learning.profiles i on i.id = responded_by"
QUIZZES = "learning.quiz_attempts"
QUIZZES_IN_CHAPTERS = (
    "learning.quiz_attempts q left join learning.media_files v on v.id = q.video_id "
    "left join learning.course_chapters c on c.id = chapter_id"
)
MILESTONES = "learning.milestones"
STEPS = (
    "(select * from learning.milestones where kind <> 'checkpoint') as m left join learning.goals g on g.id = goal_id"
)
CHECKPOINTS = (
    "(select * from learning.milestones where kind = 'checkpoint') as m "
    "left join learning.media_files v on v.id = video_id"
)
NOTES = "learning.daily_notes"
TAPS = (
    "(select count(*) as notes from learning.daily_notes "
    "group by student_id, content, date_trunc('minute', created_at)) as n"
)
PROOFS = "learning.success_proofs p left join learning.goals g on g.id = goal_id"
MESSAGES = (
    "learning.goal_messages m join learning.goals g on g.id = goal_id join learning.profiles i on i.id = instructor_id"
)
WRITTEN = (
    "(select content, created_at, updated_at, deleted_at from learning.daily_notes "
    "union all select content, created_at, updated_at, deleted_at from learning.reflections where media_type is null "
    "union all select content, created_at, updated_at, deleted_at from learning.goal_messages) as w"
)
LOCAL = "at time zone 'America/New_York'"
NOW = "(select lived_until from demo.simulation where source = 'learning')"

TRAPS = {
    "profile without e-mail": Trap(STUDENTS, "email is null", 0.5, 5),
    "blank e-mail": Trap(STUDENTS, "trim(email) = ''", 0.2, 3),
    "duplicate e-mail": Trap(EMAILS, "profiles > 1", 0.5, 5),
    "blank name": Trap(STUDENTS, "trim(full_name) = ''", 0.1, 3),
    "unknown role": Trap(PROFILES, "role not in ('student', 'instructor')", 0.2, 4),
    "soft-deleted profile": Trap(STUDENTS, "deleted_at is not null", 1, 8),
    "updated_at in the future": Trap(PROFILES, f"updated_at > {NOW}", 0.1, 8),
    "registered in the future": Trap(PROFILES, f"created_at > {NOW}", 0.1, 8),
    "impossible created_at": Trap(PROFILES, "created_at < '2000-01-01'", 0.1, 8),
    "current goal missing": Trap(PROFILES_WITH_GOALS, "goal is null", 0.2, 4),
    "current goal of another student": Trap(PROFILES_WITH_GOALS, "owner <> id", 0.1, 4),
    "current goal is closed": Trap(PROFILES_WITH_GOALS, "ended is not null", 2, 20),
    "several open goals": Trap(OPEN_GOALS, "goals > 1", 2, 25),
    "completed and abandoned": Trap(GOALS, "completed_at is not null and abandoned_at is not null", 0.2, 4),
    "goal ended before its start": Trap(GOALS, "least(completed_at, abandoned_at) < started_at", 0.05, 3),
    "goal in the future": Trap(GOALS, f"started_at > {NOW}", 0.05, 8),
    "duplicate enrollment": Trap(REPEATED, "times > 1", 0.4, 3),
    "impossible enrolled_at": Trap(ENROLLMENTS, "enrolled_at < '2000-01-01'", 0.01, 8),
    "video in no chapter": Trap("learning.media_files", "chapter_id is null", 50, 80),
    "chapter in the place of another": Trap(
        "(select count(*) as chapters from learning.course_chapters group by course_id, position) as c",
        "chapters > 1",
        1,
        10,
    ),
    "hardly watched": Trap(PROGRESS, "percent = 1", 0.05, 1),
    "position outside the video": Trap(PROGRESS, "position_seconds not between 0 and duration_seconds", 0.5, 5),
    "video cut anew": Trap(PROGRESS, "percent = 100 and position_seconds > duration_seconds * 1.4", 0.3, 4),
    "whole video at once": Trap(PROGRESS, "percent = 100", 50, 95),
    "reflection without timestamp": Trap(REFLECTIONS, "video_timestamp_seconds is null", 4, 9),
    "timestamp outside the video": Trap(
        REFLECTIONS, "video_timestamp_seconds not between 0 and duration_seconds", 0.3, 3
    ),
    "unknown media type": Trap(REFLECTIONS, "media_type not in ('audio', 'image', 'video')", 0.2, 1.5),
    "reflection without content": Trap(REFLECTIONS, "content is null and media_url is null", 0.3, 2),
    "blank response": Trap(ANSWERED, "trim(instructor_response) = ''", 0.1, 1.5),
    "response without responder": Trap(ANSWERED, "responded_by is null", 0.4, 2.5),
    "response without date": Trap(ANSWERED, "responded_at is null", 0.2, 2),
    "response before the reflection": Trap(ANSWERED, "responded_at < created_at", 0.1, 1.5),
    "responder is a student": Trap(RESPONDERS, "i.role <> 'instructor'", 0.1, 1.5),
    "response withdrawn": Trap(
        "learning.reflections", "instructor_response is null and responded_by is not null", 0.2, 2
    ),
    "waiting for an answer": Trap("learning.reflections", "instructor_response is null", 1, 8),
    "reflection in the future": Trap("learning.reflections", f"created_at > {NOW}", 0.005, 8),
    "quiz about a course": Trap(QUIZZES, "video_id is null and course_id is not null", 5, 11),
    "quiz about nothing": Trap(QUIZZES, "video_id is null and course_id is null", 0.4, 2.5),
    "quiz with another video's course": Trap(QUIZZES_IN_CHAPTERS, "q.course_id <> c.course_id", 0.4, 5),
    "quiz completed before it started": Trap(QUIZZES, "completed_at < started_at", 0.1, 1.5),
    "score out of range": Trap(QUIZZES, "score not between 0 and 100", 0.1, 1.5),
    "completed without score": Trap(QUIZZES, "completed_at is not null and score is null", 0.3, 2),
    "score without completion": Trap(QUIZZES, "completed_at is null and score is not null", 0.01, 0.5),
    "never handed in": Trap(QUIZZES, "completed_at is null", 4, 10),
    "unknown kind": Trap(MILESTONES, "kind not in ('checkpoint', 'goal_milestone', 'goal_completion')", 0.4, 2),
    "milestone without goal": Trap(STEPS, "goal_id is null", 8, 18),
    "milestone of another student's goal": Trap(STEPS, "g.student_id <> m.student_id", 0.1, 2),
    "completion of a goal that is open": Trap(
        STEPS, "kind = 'goal_completion' and g.id is not null and g.completed_at is null", 0.02, 2
    ),
    "checkpoint without video": Trap(CHECKPOINTS, "video_id is null", 0.5, 3),
    "checkpoint outside the video": Trap(CHECKPOINTS, "video_timestamp_seconds > duration_seconds", 0.3, 4),
    "blank text": Trap(NOTES, "trim(content, E' \\n') = ''", 0.2, 2),
    "written twice": Trap(TAPS, "notes > 1", 0.3, 2),
    "odd characters": Trap(WRITTEN, "content ~ '[^ -~]|\\n|[<=\\\\]'", 1, 12),
    "proof without goal": Trap(PROOFS, "goal_id is null", 8, 22),
    "proof of another student's goal": Trap(PROOFS, "g.student_id <> p.student_id", 0.1, 3),
    "proof without content": Trap(PROOFS, "trim(content, E' \\n') = '' and media_url is null", 0.1, 3),
    "sender is a student": Trap(MESSAGES, "i.role <> 'instructor'", 0.2, 2.5),
    "message about another student's goal": Trap(MESSAGES, "g.student_id <> m.student_id", 0.1, 2),
    "soft-deleted entry": Trap(WRITTEN, "deleted_at is not null", 1, 4),
    "soft-deleted from the start": Trap(WRITTEN, "deleted_at = created_at", 0.03, 0.6),
    "recorded late": Trap("learning.milestones", "updated_at > reached_at + interval '2 hours'", 0.7, 4),
    "UTC day differs from the local day": Trap(
        WRITTEN, f"(created_at {LOCAL})::date <> (created_at at time zone 'UTC')::date", 35, 65
    ),
    "around local midnight": Trap(WRITTEN, f"extract(hour from created_at {LOCAL}) = 0", 0.5, 6),
}

"""Taking courses: enrolling, finding the next video, completing lessons and, with luck, the whole course."""

from datetime import datetime

from sources.demo.chance import between, weighted
from sources.demo.history import Values
from sources.demo.timeline import traps, world
from sources.demo.timeline.catalogue import Chapter, Course, Video, courses
from sources.demo.timeline.life import Life, Record


def enroll(life: Life, moment: datetime) -> None:
    """Takes the first course, or one more; who has had enough watches recordings."""
    open_now = {key: course for key, course in courses(life.of).items() if course.launched_at <= moment}
    left = [key for key in open_now if key not in life.taken]
    if not left or (life.taken and life.random.random() >= world.TAKES_ANOTHER_COURSE):
        return
    key = left[0] if life.taken else weighted(life.random, world.FIRST_COURSE)
    life.taken.add(key)
    life.course = open_now[key]
    values: Values = {"course_id": life.course.id, "source": "web", "completed_at": None}
    life.enrollment = life.record("enrollments", "enrolled_at", moment, values)
    if traps.happens(life.random, "duplicate enrollment"):
        life.record("enrollments", "enrolled_at", moment + between(life.random, 0.001, 9), values)
    if traps.happens(life.random, "enrollment hard-deleted"):
        life.enrollment.edits.append((moment + between(life.random, 1, 40), None))


def next_video(life: Life, course: Course) -> tuple[Chapter, Video] | None:
    """The first video that is neither watched to its end nor skipped."""
    return next((found for found in course.videos if not _is_done(life, found[1])), None)


def _is_done(life: Life, video: Video) -> bool:
    return video.id in life.skipped or life.percents.get(video.id, 0) == 100


def finish_lesson(life: Life, chapter: Chapter, moment: datetime) -> None:
    """Completes the lesson whose last missing video was watched."""
    if any(life.percents.get(video.id, 0) < 100 for video in chapter.videos):
        return
    random = life.random
    edits: list[traps.Edit] = []
    if traps.happens(random, "completion dated anew"):
        edits.append((moment + between(random, 1, 20), {"completed_at": moment - between(random, 0.5, 5)}))
    if traps.happens(random, "completion hard-deleted"):
        edits.append((moment + between(random, 0.1, 40), None))
    life.write("lesson_completions", "completed_at", moment, {"lesson_id": chapter.id}, edits)


def leave(life: Life, course: Course, moment: datetime) -> None:
    """The course is over; who skipped too much has not completed it."""
    skipped = sum(video.id in life.skipped for _, video in course.videos)
    if life.enrollment and skipped <= world.MAY_SKIP:
        _complete(life, life.enrollment, moment)
    life.course = life.enrollment = None


def _complete(life: Life, enrollment: Record, moment: datetime) -> None:
    completed_at = moment
    if traps.happens(life.random, "enrollment completed before it began"):
        completed_at = enrollment.began_at - between(life.random, 0.1, 20)
    enrollment.edits.append((moment, {"completed_at": completed_at}))
    if traps.happens(life.random, "enrollment reopened"):
        reopened_at = moment + between(life.random, 1, 20)
        enrollment.edits.append((reopened_at, {"completed_at": None}))
        again_at = reopened_at + between(life.random, 1, 20)
        enrollment.edits.append((again_at, {"completed_at": again_at}))

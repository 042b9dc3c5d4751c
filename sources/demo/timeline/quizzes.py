"""Quizzes after the last video of a chapter: attempts, scores, and what can be wrong with them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sources.demo.chance import between, uuid
from sources.demo.history import Values
from sources.demo.timeline import traps, world
from sources.demo.timeline.catalogue import Video
from sources.demo.timeline.life import Life
from sources.demo.timeline.traps import Edit


def take(life: Life, video: Video, clock: datetime) -> datetime:
    """Takes a quiz, a second time when it was failed; answers when it is over."""
    if life.random.random() >= world.TAKES_THE_QUIZ:
        return clock
    clock, score = _attempt(life, video, clock + between(life.random, 0.0003, 0.002))
    if score is not None and score < world.PASSING_SCORE and life.random.random() < 0.7:
        clock, _ = _attempt(life, video, clock + between(life.random, 0.0005, 0.004))
    return clock


def _attempt(life: Life, video: Video, started_at: datetime) -> tuple[datetime, float | None]:
    random = life.random
    score = round(random.triangular(30, 100, 85), 2) if random.random() < 0.3 else random.randrange(3, 9) * 12.5
    completed_at = started_at + between(random, 0.002, 0.009)
    values: Values = {
        "quiz_id": video.quiz,
        **_subject(life, video),
        "score": None,
        "completed_at": None,
    }
    if random.random() >= world.HANDS_THE_QUIZ_IN:
        partial = 25.0 if traps.happens(random, "score without completion") else None
        life.write("quiz_attempts", "started_at", started_at, values | {"score": partial})
        return completed_at, None
    edits: list[Edit] = [(completed_at, _result(life, started_at, completed_at, score))]
    if traps.happens(random, "regraded"):
        edits.append((completed_at + between(random, 1, 12), {"score": min(100.0, score + 5)}))
    if traps.happens(random, "entry hard-deleted"):
        edits.append((completed_at + between(random, 1, 30), None))
    life.write("quiz_attempts", "started_at", started_at, values, edits)
    return completed_at + timedelta(seconds=5), score


def _subject(life: Life, video: Video) -> dict[str, str | None]:
    """What the quiz says that it is about: mostly the video alone."""
    random = life.random
    course = life.course.id if life.course else None
    if traps.happens(random, "quiz about a course"):
        return {"video_id": None, "course_id": course}
    if traps.happens(random, "quiz about nothing"):
        return {"video_id": None, "course_id": None}
    if traps.happens(random, "quiz with another video's course"):
        other = "pricing" if life.course and life.course.key == "taxes" else "taxes"
        return {"video_id": video.id, "course_id": uuid(life.of.seed, "course", other)}
    return {"video_id": video.id, "course_id": course if random.random() < 0.3 else None}


def _result(life: Life, started_at: datetime, completed_at: datetime, score: float) -> Mapping[str, Any]:
    random = life.random
    if traps.happens(random, "quiz completed before it started"):
        completed_at = started_at - between(random, 0.001, 0.2)
    if traps.happens(random, "completed without score"):
        return {"completed_at": completed_at}
    if traps.happens(random, "score out of range"):
        return {"completed_at": completed_at, "score": random.choice((-5.0, 102.5, 110.0))}
    return {"completed_at": completed_at, "score": score}

"""What can be watched: courses with chapters and videos, recordings of live sessions, and what editors change."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from sources.demo.chance import days, draws, uuid
from sources.demo.history import History, Values, edited
from sources.demo.production import World
from sources.demo.timeline.traps import Edit
from sources.demo.timeline.world import PLANS, Plan

WEEK = timedelta(days=7)
SECOND_EDITION_AFTER_DAYS = (200, 480)

# Chapters that moved to another course, videos that moved to another chapter and videos that were cut anew, by day.
MOVED_CHAPTERS = {"clients/3": ("offers", 520.0)}
MOVED_VIDEOS = {"foundations/1/2": ("foundations/2", 610.0), "systems/2/1": ("systems/0", 800.0)}
NEW_CUTS = {"foundations/1/0": 430.0, "clients/1/1": 560.0, "offers/0/2": 780.0}
REPLAY_SECONDS = 5400
FAILED_UPLOADS = {7, 70}
"""Weeks whose recording never got a title and a length."""

COUNTED_FROM_ZERO = "portfolio"


@dataclass(frozen=True, slots=True)
class Video:
    """One video; a new cut makes it shorter."""

    id: str
    title: str
    chapter: str | None
    seconds: int
    quiz: str | None = None
    cut_at: datetime | None = None

    def length(self, moment: datetime) -> int:
        """Its duration at a moment."""
        return self.seconds * 2 // 3 if self.cut_at and self.cut_at <= moment else self.seconds


@dataclass(frozen=True, slots=True)
class Chapter:
    """A lesson."""

    id: str
    title: str
    videos: tuple[Video, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """A course from its launch on."""

    key: str
    id: str
    launched_at: datetime
    chapters: tuple[Chapter, ...]

    @property
    def videos(self) -> Iterator[tuple[Chapter, Video]]:
        """All videos in order, with their chapters."""
        return ((chapter, video) for chapter in self.chapters for video in chapter.videos)


@lru_cache(maxsize=4)
def courses(of: World) -> dict[str, Course]:
    """The courses, by key."""
    return {plan.key: _course(of, plan) for plan in PLANS}


def _course(of: World, plan: Plan) -> Course:
    chapters = []
    for place, (title, count) in enumerate(plan.chapters):
        key = f"{plan.key}/{place}"
        videos = tuple(_video(of, key, f"{title}, part {part + 1}", part, part == count - 1) for part in range(count))
        chapters.append(Chapter(uuid(of.seed, "chapter", key), title, videos))
    course_id = uuid(of.seed, "course", plan.key)
    return Course(plan.key, course_id, of.founded_at + days(plan.launched_on_day), tuple(chapters))


def _video(of: World, chapter: str, title: str, part: int, is_last: bool) -> Video:
    key = f"{chapter}/{part}"
    return Video(
        id=uuid(of.seed, "video", key),
        title=title,
        chapter=uuid(of.seed, "chapter", chapter),
        seconds=draws(of.seed, "length", key).randrange(240, 1500),
        quiz=uuid(of.seed, "quiz", key) if is_last else None,
        cut_at=of.founded_at + days(NEW_CUTS[key]) if key in NEW_CUTS else None,
    )


def replay(of: World, week: int) -> Video:
    """The recording of a week's live session, in no chapter; it is there from the week's start on."""
    failed = week in FAILED_UPLOADS
    title = "  " if failed else f"Live Q&A, week {week + 1}"
    return Video(uuid(of.seed, "replay", week), title, None, 0 if failed else REPLAY_SECONDS)


def week_of(of: World, moment: datetime) -> int:
    """The number of the school's week, from 0."""
    return (moment - of.founded_at) // WEEK


def histories(of: World, until: datetime) -> Iterator[tuple[str, History]]:
    """The rows of the catalogue through time."""
    for plan in PLANS:
        course = courses(of)[plan.key]
        values: Values = {"id": course.id, "title": plan.title, "slug": plan.key}
        reissued = (of.founded_at + days(_reissued_on_day(of, plan)), {"title": f"{plan.title}, 2nd edition"})
        yield "courses", edited(course.launched_at, values, [reissued], **UPDATED)
        for place, chapter in enumerate(course.chapters):
            yield "course_chapters", _chapter_rows(of, plan, place, course, chapter)
            for part, video in enumerate(chapter.videos):
                yield from _video_rows(of, f"{plan.key}/{place}/{part}", course.launched_at, video)
    for week in range(week_of(of, until) + 1):
        yield from _video_rows(of, f"replay/{week}", of.founded_at + week * WEEK, replay(of, week))


UPDATED = {"created": "made_at", "updated": "updated_at"}


def _reissued_on_day(of: World, plan: Plan) -> float:
    return plan.launched_on_day + draws(of.seed, "edition", plan.key).uniform(*SECOND_EDITION_AFTER_DAYS)


def _chapter_rows(of: World, plan: Plan, place: int, course: Course, chapter: Chapter) -> History:
    values: Values = {
        "id": chapter.id,
        "course_id": course.id,
        "title": chapter.title,
        "position": place if plan.key == COUNTED_FROM_ZERO else place + 1,
        "is_preview": place == 0,
    }
    edits: list[Edit] = []
    if f"{plan.key}/{place}" in MOVED_CHAPTERS:
        target, day = MOVED_CHAPTERS[f"{plan.key}/{place}"]
        edits.append((of.founded_at + days(day), {"course_id": courses(of)[target].id, "position": 3}))
    return edited(course.launched_at, values, edits, **UPDATED)


def _video_rows(of: World, key: str, made_at: datetime, video: Video) -> Iterator[tuple[str, History]]:
    values: Values = {
        "id": video.id,
        "chapter_id": video.chapter,
        "title": video.title,
        "duration_seconds": video.seconds,
        "storage_path": f"videos/{video.id}.mp4",
    }
    edits: list[Edit] = []
    if key in MOVED_VIDEOS:
        target, day = MOVED_VIDEOS[key]
        edits.append((of.founded_at + days(day), {"chapter_id": uuid(of.seed, "chapter", target)}))
    if video.cut_at:
        edits.append((video.cut_at, {"duration_seconds": video.length(video.cut_at)}))
    yield "media_files", edited(made_at, values, edits, **UPDATED)
    if video.quiz:
        quiz: Values = {"id": video.quiz, "video_id": video.id, "title": f"Quiz: {video.title}", "questions": 8}
        yield "quizzes", edited(made_at, quiz, created="created_at", updated="updated_at")

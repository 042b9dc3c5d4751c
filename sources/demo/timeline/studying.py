"""Sessions: when a student sits down, what is done then, and everything that a whole life leaves in the tables."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from operator import itemgetter

from sources.demo.chance import between, draws, weighted
from sources.demo.history import History
from sources.demo.production import World
from sources.demo.timeline import conversations, goals, quizzes, traps, world
from sources.demo.timeline.catalogue import replay, week_of
from sources.demo.timeline.enrolling import enroll, finish_lesson, leave, next_video
from sources.demo.timeline.life import Life
from sources.demo.timeline.people import Student, student_profile, subscription
from sources.demo.timeline.seasons import at, is_holiday, local_day
from sources.demo.timeline.watching import watch


def live(of: World, student: Student, until: datetime) -> Life:
    """The student's life from the first session to the last one that starts by a moment."""
    life = Life.begin(of, student)
    for start in _sessions(life, until):
        _session(life, start)
    if student.leaves_at <= until:
        goals.give_up(life)
    return life


def _sessions(life: Life, until: datetime) -> Iterator[datetime]:
    random, who = life.random, life.student
    start = who.registered_at + between(random, 0.003, 0.03)
    while start <= min(until, who.leaves_at):
        yield start
        day = local_day(start) + timedelta(days=max(1, round(random.uniform(*who.pace.days_between))))
        while random.random() < (world.SKIPS_A_HOLIDAY if is_holiday(day) else world.SKIPS_BY_WEEKDAY[day.weekday()]):
            day += timedelta(days=1)
        start = at(day, *weighted(random, world.STARTING_TIME)) + between(random, 0, 0.012)


def _session(life: Life, start: datetime) -> None:
    random = life.random
    if life.course is None:
        enroll(life, start)
    clock = start + between(random, 0.001, 0.003)
    for _ in range(weighted(random, life.student.pace.videos)):
        clock = _watch_next(life, clock)
    goals.move(life, clock + between(random, 0.001, 0.01))
    if random.random() < world.WRITES_A_NOTE * life.student.pace.writes:
        conversations.note(life, clock + between(random, 0.001, 0.02))


def _watch_next(life: Life, clock: datetime) -> datetime:
    following = next_video(life, life.course) if life.course else None
    if life.course is None or following is None or life.random.random() < world.WATCHES_A_REPLAY:
        newest = week_of(life.of, clock)
        return watch(life, replay(life.of, max(0, newest - life.random.randrange(8))), clock)
    chapter, video = following
    clock = watch(life, video, clock)
    if life.percents[video.id] == 100:
        clock = quizzes.take(life, video, clock) if video.quiz else clock
        finish_lesson(life, chapter, clock + timedelta(seconds=2))
    elif life.random.random() < world.SKIPS_THE_REST:
        life.skipped.add(video.id)
    if next_video(life, life.course) is None:
        leave(life, life.course, clock + timedelta(seconds=3))
    return clock


def histories(of: World, student: Student, until: datetime) -> Iterator[tuple[str, History]]:
    """Every row of a student's life through time; of what is later than a moment, some may be missing."""
    life = live(of, student, until)
    yield "profiles", student_profile(student, life.current_goal)
    if student.subscribes:
        yield "subscriptions", subscription(of, student)
    for record in life.records:
        yield record.table, record.history()
    yield from (("video_progress", sorted(found, key=itemgetter(0))) for found in _kept(life))
    yield from life.rows


def _kept(life: Life) -> Iterator[History]:
    """How far the student came in each video; now and then the first one is started over, and its row deleted."""
    random = draws(life.of.seed, "started over", life.student.key)
    found = list(life.progress.values())
    if found and traps.happens(random, "progress hard-deleted"):
        deleted_at = life.student.leaves_at + between(random, 1, 40)
        found[0].append((deleted_at, None))
    return iter(found)

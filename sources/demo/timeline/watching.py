"""Watching a video: how far a student comes, and what is said and reached on the way."""

from datetime import datetime, timedelta

from sources.demo.chance import between, uuid
from sources.demo.history import Values
from sources.demo.timeline import conversations, traps, words, world
from sources.demo.timeline.catalogue import Video
from sources.demo.timeline.life import Life


def watch(life: Life, video: Video, clock: datetime) -> datetime:
    """Watches on from where the student stopped, and says something now and then."""
    random = life.random
    length, before = video.length(clock), life.percents.get(video.id, 0)
    after = 100
    if random.random() >= world.FINISHES_A_VIDEO:
        after = min(99, before + max(1, int((100 - before) * random.uniform(0.1, 0.9))))
    ends_at = clock + timedelta(milliseconds=int((after - before) * 10 * length * random.uniform(1.0, 1.3)))
    life.percents[video.id] = after
    _advance(life, video, ends_at, after, length * after // 100)
    reached = random.uniform(before, after) / 100
    moment = clock + timedelta(milliseconds=int((ends_at - clock).total_seconds() * 1000 * random.random()))
    if random.random() < world.REFLECTS * life.student.pace.writes:
        conversations.reflect(life, video, int(length * reached), moment)
    if random.random() < world.REACHES_A_CHECKPOINT:
        _checkpoint(life, video, int(length * reached), moment)
    return ends_at


def _advance(life: Life, video: Video, moment: datetime, percent: int, position: int) -> None:
    """One more version of the one row that a student has for a video."""
    random = life.random
    history = life.progress.setdefault(video.id, [])
    if traps.happens(random, "hardly watched"):
        second = random.choice((0, 1, 2, 3))
        percent, position = (percent, position) if history else (min(second, 1), second)
    if traps.happens(random, "position outside the video"):
        position = random.choice((-3, video.seconds + random.randrange(2, 90)))
    values: Values = {
        "id": uuid(life.of.seed, "progress", life.student.key, video.id),
        "student_id": life.student.id,
        "video_id": video.id,
        "percent": percent,
        "position_seconds": position,
        "updated_at": moment,
        "device": "phone" if random.random() < 0.4 else "web",
    }
    history.append((moment, values))
    if traps.happens(random, "percent falls back"):
        slip = moment + between(random, 0.01, 0.3)
        history.append((slip, values | {"percent": percent // 2, "updated_at": slip}))


def _checkpoint(life: Life, video: Video, second: int, moment: datetime) -> None:
    random = life.random
    lost = traps.happens(random, "checkpoint without video")
    outside = traps.happens(random, "timestamp outside the video")
    values: Values = {
        "kind": random.choice(("badge", "streak")) if traps.happens(random, "unknown kind") else "checkpoint",
        "goal_id": life.goal.record.id if life.goal and random.random() < 0.1 else None,
        "video_id": None if lost else video.id,
        "video_timestamp_seconds": video.seconds + random.randrange(5, 300) if outside else second,
        "note": random.choice(words.CHECKPOINTS),
    }
    life.write("milestones", "reached_at", moment, values)

"""What is said: reflections and their answers, notes, proofs of success, messages of the coach."""

from datetime import datetime, timedelta
from random import Random

from sources.demo.chance import between, days, uuid, weighted
from sources.demo.timeline import traps, words, world
from sources.demo.timeline.catalogue import Video
from sources.demo.timeline.life import Life
from sources.demo.timeline.people import instructors, teaching
from sources.demo.timeline.traps import Edit

CONTENT_TYPE = {"audio": "m4a", "image": "png", "video": "mp4", "gif": "gif", "link": "html"}


def reflect(life: Life, video: Video, second: int, moment: datetime) -> None:
    """Says something about a second of a video; an instructor answers most of it."""
    random = life.random
    media = weighted(random, world.MEDIA)
    if traps.happens(random, "unknown media type"):
        media = random.choice(("gif", "link"))
    at: int | None = second
    if traps.happens(random, "reflection without timestamp"):
        at = None
    elif traps.happens(random, "timestamp outside the video"):
        at = random.choice((-1, video.seconds + random.randrange(5, 600)))
    empty = traps.happens(random, "reflection without content")
    key = f"{life.student.key}/{life.numbers.get('reflections', 0)}"
    values = {
        "video_id": video.id,
        "video_timestamp_seconds": at,
        "media_type": media,
        "content": None if empty else traps.text(random, random.choice(words.CAPTIONS if media else words.INSIGHTS)),
        "media_url": f"https://media.example/{key}.{CONTENT_TYPE[media]}" if media and not empty else None,
        "media_duration_seconds": random.randrange(8, 180) if media in {"audio", "video"} else None,
        "sentiment": weighted(random, words.SENTIMENTS),
        "is_private": random.random() < 0.1,
    }
    edits = [*_answer(life, moment), *traps.removal(random, moment)]
    life.write("reflections", "created_at", moment, values, edits)


def _answer(life: Life, moment: datetime) -> list[Edit]:
    random = life.random
    if random.random() >= world.IS_ANSWERED:
        return []
    answered_at = moment + days(min(20.0, 0.03 + random.expovariate(1 / world.ANSWER_TAKES_DAYS)))
    helper = random.choice(teaching(life.of, moment)) if random.random() < 0.2 else life.coach
    answer = " " if traps.happens(random, "blank response") else random.choice(words.ANSWERS)
    changes = {"instructor_response": answer, "responded_at": answered_at, "responded_by": helper.id}
    if traps.happens(random, "response without responder"):
        changes["responded_by"] = None
    elif traps.happens(random, "responder is a student"):
        changes["responded_by"] = life.student.id
    if traps.happens(random, "response without date"):
        changes["responded_at"] = None
    elif traps.happens(random, "response before the reflection"):
        changes["responded_at"] = moment - between(random, 0.01, 1)
    edits: list[Edit] = [(answered_at, changes)]
    if traps.happens(random, "response edited"):
        better = f"{answer} (PS: see the worksheet, too.)"
        edits.append((answered_at + between(random, 0.01, 5), {"instructor_response": better}))
    if traps.happens(random, "response withdrawn"):
        edits.append((answered_at + between(random, 5, 9), {"instructor_response": None}))
    return edits


def note(life: Life, moment: datetime) -> None:
    """A note about the day, sometimes twice by a double tap."""
    random = life.random
    values = {"content": traps.text(random, random.choice(words.NOTES)), "mood": random.randrange(1, 6)}
    life.write("daily_notes", "created_at", moment, values, traps.removal(random, moment))
    if traps.happens(random, "written twice"):
        life.write("daily_notes", "created_at", moment + timedelta(seconds=1), values)


def proof(life: Life, goal: str, moment: datetime) -> None:
    """Something to show for the goal."""
    random = life.random
    named: str | None = goal
    if traps.happens(random, "proof without goal"):
        named = None
    elif traps.happens(random, "goal of another student"):
        named = uuid(life.of.seed, "staff", "goal")
    written = traps.text(random, random.choice(words.PROOFS))
    pictured = random.random() < 0.7 and bool(written.strip())
    url = f"https://media.example/proof-{goal[:8]}.png" if pictured else None
    values = {"goal_id": named, "content": written, "media_url": url}
    life.write("success_proofs", "created_at", moment, values, traps.removal(random, moment))


def message(life: Life, goal: str, moment: datetime) -> None:
    """The coach writes into the goal's conversation."""
    random = life.random
    values = {
        "goal_id": uuid(life.of.seed, "staff", "goal") if traps.happens(random, "goal of another student") else goal,
        "instructor_id": _sender(life, random),
        "content": traps.text(random, random.choice(words.MESSAGES)),
        "read_at": None,
    }
    life.write("goal_messages", "created_at", moment, values, traps.removal(random, moment))


def _sender(life: Life, random: Random) -> str:
    if traps.happens(random, "sender is a student"):
        return life.student.id
    return life.coach.id if random.random() < 0.9 else instructors(life.of)[0].id
